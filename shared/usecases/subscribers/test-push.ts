import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listLiveKeys } from '../../domain/partner/credential.ts'
import { wrapCloudEvent } from '../../domain/push/cloud-event.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { findSubscriber, permitSubscribers, type SubscriberDeps } from './subscribers.ts'

/** The result of a test event. */
export const TestPushed = z
  .object({
    event: z.string(),
    isTaken: z.boolean(),
    reason: z.string().optional().describe('Why it was not taken: a code'),
    status: z.int().optional().describe('The status of the answer, if there was one'),
  })
  .meta({ id: 'SubscriberTest' })

export type TestPushed = z.infer<typeof TestPushed>

/** Sends a test event to a subscriber at once, independently of its line. */
export async function sendTestPush(
  deps: SubscriberDeps & Pick<Deps, 'push' | 'publicUrl'>,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
) {
  permitSubscribers(deps, caller)
  return once(deps, caller, request, TestPushed, async (keepAnswer) => {
    const { subscriber, secrets } = await findSubscriber(deps, id)
    const now = deps.now()
    const event = { id: deps.newId('evt'), type: 'subscriber.test', time: now.toISOString(), data: {} }
    const body = JSON.stringify(wrapCloudEvent(deps.publicUrl, event))
    const push = { target: subscriber.target, secrets: listLiveKeys(secrets, now).secrets, id: event.id, body }
    const answer = { event: event.id, ...(await deps.push.send(push, now)) }
    await deps.commit(keepAnswer(answer))
    return answer
  })
}
