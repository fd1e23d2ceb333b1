import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, permit } from '../../domain/access/policy.ts'
import { replayObligation } from '../../domain/jobs/obligation.ts'
import { allowRepeat, countStates, type Delivery, DeliveryState } from '../../domain/mail/delivery.ts'
import type { IssueRef } from '../../domain/mail/mailing.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { refuseIfRaceLost } from '../../domain/problems/lost-race.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { readRecipient } from './recipients.ts'

/** The deliveries of an issue to recipients within the caller's scope, and the number in each state. */
export async function listIssueDeliveries(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'issues' | 'frame'>,
  caller: Caller,
  { month, number }: IssueRef,
): Promise<{ items: Delivery[]; states: Partial<Record<DeliveryState, number>> }> {
  permit(caller, 'recipients.manage')
  if (!(await deps.issues.get(month, number))) throw notFound()
  const visible = new Set(
    (await deps.recipients.all())
      .filter((recipient) => can(deps.frame.areas, caller, 'recipients.manage', recipient))
      .map(({ id }) => id),
  )
  const items = (await deps.deliveries.ofIssue(month, number)).filter(({ recipientId }) => visible.has(recipientId))
  return { items, states: countStates(items) }
}

export const DeliveryReplayed = z
  .object({ recipientId: z.string(), state: DeliveryState })
  .meta({ id: 'DeliveryReplayed' })

/**
 * Sends a mail that waits for a person's decision. If an earlier copy may have arrived, the new copy says that it is
 * a repeat.
 */
export async function replayDelivery(
  deps: Pick<Deps, 'recipients' | 'deliveries' | 'frame' | 'claims' | 'commit' | 'now'>,
  caller: Caller,
  request: IdempotentRequest,
  id: IssueRef & { recipientId: string },
) {
  const { recipient } = await readRecipient(deps, caller, id.recipientId)
  authorise(deps.frame.areas, caller, 'recipients.manage', recipient)
  return once(deps, caller, request, DeliveryReplayed, async (keepAnswer) => {
    const stored = await deps.deliveries.get(id)
    if (!stored) throw notFound()
    const { obligation, delivery } = stored
    if (obligation.state !== 'parked') throw conflict('delivery_not_waiting')
    const answer = { recipientId: id.recipientId, state: delivery.state }
    const repeatable = nextVersion(allowRepeat(delivery))
    const replay = { ...stored, delivery: repeatable, obligation: replayObligation(obligation, deps.now()) }
    await deps
      .commit(keepAnswer(answer), deps.deliveries.save(replay))
      .catch(refuseIfRaceLost('delivery', () => conflict('delivery_not_waiting')))
    return answer
  })
}
