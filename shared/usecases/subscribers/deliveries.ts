import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { Instant } from '../../domain/calendar.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import type { EventDelivery, LineView } from '../../domain/subscriber/line.ts'
import { isServed } from '../../domain/subscriber/subscriber.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { makeLineDue } from './due-line.ts'
import { findLine, findSubscriber, permitSubscribers, type SubscriberDeps } from './subscribers.ts'

type ReadDeps = Pick<Deps, 'subscribers' | 'eventLog' | 'frame' | 'now'>

/** The state of a subscriber's line. */
export async function readLine(deps: ReadDeps, caller: Caller, id: string): Promise<LineView> {
  permitSubscribers(deps, caller)
  const [{ subscriber }, { line, obligation }, head] = await Promise.all([
    findSubscriber(deps, id),
    findLine(deps, id),
    deps.eventLog.head(),
  ])
  const { health, position } = line
  const isDue = obligation.state === 'due'
  const atWork = health.failingSince === undefined ? 'sending' : 'failing'
  return {
    ...health,
    state: !isServed(subscriber, deps.now()) ? 'stopped' : isDue ? atWork : 'idle',
    behind: head.number - position.number,
    ...(isDue && { nextTryAt: obligation.dueAt }),
  }
}

/** The events that a subscriber took, the latest first. */
export async function listTaken(
  deps: ReadDeps,
  caller: Caller,
  id: string,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: EventDelivery[]; last?: string }> {
  permitSubscribers(deps, caller)
  await findSubscriber(deps, id)
  return deps.subscribers.listTaken(id, page)
}

export const Replay = z
  .strictObject({ from: Instant.describe('Everything that was logged from this instant on is sent again') })
  .meta({ id: 'EventReplay' })

/** The result of asking for a replay. */
export const Replaying = z
  .object({ subscriberId: z.string(), acts: z.int().describe('The number of acts to check again') })
  .meta({ id: 'EventReplaying' })

/**
 * Sends events again from a time on, under the same ids, as far as the subscriber may get them now. Throws `conflict`
 * while the subscriber gets nothing.
 */
export async function replayEvents(
  deps: SubscriberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  { from }: z.infer<typeof Replay>,
) {
  permitSubscribers(deps, caller)
  return once(deps, caller, request, Replaying, (keepAnswer) =>
    retryRaces(deps, ['subscriber_line', 'subscriber'], async () => {
      const [{ subscriber }, found] = await Promise.all([findSubscriber(deps, id), findLine(deps, id)])
      if (!isServed(subscriber, deps.now())) throw conflict('subscriber_stopped')
      const { number: last } = await deps.eventLog.head()
      const before = await findNumberBefore(deps, from, last)
      const number = Math.min(before, found.line.position.number)
      const answer = { subscriberId: id, acts: last - number }
      const line = await makeLineDue(deps, found, { position: { number, part: 0 } })
      await deps.commit(keepAnswer(answer), line, deps.subscribers.requireUnchanged(subscriber))
      return answer
    }),
  )
}

/** The number of the last act that was logged before an instant. Expired acts count as earlier. */
async function findNumberBefore({ eventLog }: Pick<Deps, 'eventLog'>, instant: Instant, last: number): Promise<number> {
  let before = 0
  let from = last + 1
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    const act = await eventLog.get(middle)
    if (act === undefined || act.loggedAt < instant) before = middle
    else from = middle
  }
  return before
}
