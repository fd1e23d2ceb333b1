import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { isServed } from '../../domain/subscriber/subscriber.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { Handler } from '../sweep.ts'
import { dueLine } from './due-line.ts'

type LogDeps = Pick<Deps, 'eventLog' | 'subscribers' | 'obligations' | 'commit' | 'now'> & Retries

const readsAtOnce = 8

/**
 * Moves the events of an act into the log, which numbers them for good, and wakes the lines that rest, all in one
 * transaction. A line that comes to rest at this moment moves the head of the log, so either that line or this act tries again.
 */
export const eventHandler = (deps: LogDeps): Handler => ({
  patience: { leaseMs: 30_000, firstWaitMs: 5_000, longestWaitMs: 600_000, mostTries: 50 },
  atOnce: 1,
  async carryOut(held) {
    const owed = await deps.eventLog.owedAt(held.key)
    if (!owed) return { outcome: 'discharged' }
    await retryRaces(deps, ['event_log', 'subscriber_line'], async () => {
      const head = await deps.eventLog.head()
      const wakes = await wakeLines(deps)
      const log = deps.eventLog.append(head, owed.events, deps.now().toISOString())
      await deps.commit(deps.obligations.remove(held), ...log, ...wakes)
    })
    return { outcome: 'discharged' }
  },
})

/** Makes the lines due that rest, of every subscriber that may be sent something. */
async function wakeLines(deps: LogDeps): Promise<Write[]> {
  const now = deps.now()
  const served = (await deps.subscribers.all()).filter((subscriber) => isServed(subscriber, now))
  const lines = await mapAtOnce(served, readsAtOnce, ({ id }) => deps.subscribers.line(id))
  return Promise.all(
    lines
      .flatMap((stored) => (stored?.obligation.state === 'discharged' ? [stored] : []))
      .map((stored) => dueLine(deps, stored)),
  )
}
