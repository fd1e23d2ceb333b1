import type { HeldObligation } from '../../data/obligations.ts'
import type { Deps } from '../../deps.ts'
import type { DueObligation } from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { type Handler, tryAtOnce } from '../sweep.ts'
import { wakeHandler, wakePatience, wakeQueue } from './wake-lines.ts'

type LogDeps = Pick<Deps, 'eventLog' | 'subscribers' | 'obligations' | 'commit' | 'now' | 'log'> & Retries

/** Each act takes two writes of a transaction, and the log two more. */
const actsAtOnce = 40

/**
 * Moves the events of acts into the log, which numbers them for good, and wakes the lines that rest: once for all acts
 * that are due together. Waking is owed in the same transaction, and done at once.
 */
export const makeEventHandler = (deps: LogDeps): Handler => ({
  patience: { leaseMs: 30_000, firstWaitMs: 5_000, longestWaitMs: 600_000, mostTries: 50 },
  atOnce: 1,
  together: actsAtOnce,
  async carryOut(held, _signal, others = []) {
    try {
      await logActs(deps, [held, ...others])
    } catch (error) {
      if (others.length === 0) throw error
      // Another sweep has one of the others, or one cannot be read.
      await logActs(deps, [held])
    }
    return { outcome: 'discharged' }
  },
})

async function logActs(deps: LogDeps, held: HeldObligation<DueObligation>[]): Promise<void> {
  const owedActs = await deps.eventLog.readOwed(held.map(({ key }) => key))
  const owed = held.flatMap((each, i) => {
    const events = owedActs[i]?.events
    return events ? [{ held: each, events }] : []
  })
  if (owed.length === 0) return
  const wake = await retryRaces(deps, ['event_log'], async () => {
    const head = await deps.eventLog.head()
    const now = deps.now()
    const id = `${head.number + owed.length}`
    const leasedUntil = new Date(now.getTime() + wakePatience.leaseMs).toISOString()
    const obligation = await deps.obligations.begin({ ...wakeQueue, id }, leasedUntil)
    await deps.commit(
      ...owed.map((each) => deps.obligations.remove(each.held)),
      ...deps.eventLog.append(
        head,
        owed.map(({ events }) => events),
        now.toISOString(),
      ),
      deps.eventLog.oweWake(obligation),
    )
    return { key: deps.eventLog.wakeKey, obligation }
  })
  await tryAtOnce(deps, wakeHandler(deps), wake)
}
