import type { OwnQueue } from '../../data/obligations.ts'
import type { StoredLine } from '../../data/subscribers.ts'
import type { Deps } from '../../deps.ts'
import type { Patience } from '../../domain/jobs/obligation.ts'
import { isMoved } from '../../domain/problems/moved.ts'
import { isServed } from '../../domain/subscriber/subscriber.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { Handler } from '../sweep.ts'
import { dueLine } from './due-line.ts'

type WakeDeps = Pick<Deps, 'eventLog' | 'subscribers' | 'obligations' | 'commit' | 'now'>

/** The queue of the one obligation to wake lines. */
export const wakeQueue: OwnQueue = { kind: 'wake', owner: 'log' }

export const wakePatience: Patience = { leaseMs: 30_000, firstWaitMs: 5_000, longestWaitMs: 600_000, mostTries: 50 }

const wakesAtOnce = 8

/**
 * Makes the lines due that rest before the end of the log, of every subscriber that may be sent something. A line rests
 * only where the log ends. So what is added while this reads makes whoever adds it wake the lines again.
 */
export const wakeHandler = (deps: WakeDeps): Handler => ({
  patience: wakePatience,
  atOnce: 1,
  async carryOut() {
    const { number } = await deps.eventLog.head()
    const served = (await deps.subscribers.all()).filter((subscriber) => isServed(subscriber, deps.now()))
    const lines = await deps.subscribers.lines(served.map(({ id }) => id))
    const behind = lines.flatMap((stored) =>
      stored?.obligation.state === 'discharged' && stored.line.position.number < number ? [stored] : [],
    )
    await mapAtOnce(behind, wakesAtOnce, (stored) => wakeLine(deps, stored))
    return { outcome: 'done' }
  },
})

async function wakeLine(deps: WakeDeps, stored: StoredLine): Promise<void> {
  try {
    await deps.commit(await dueLine(deps, stored))
  } catch (error) {
    // Somebody else has made it due.
    if (!isMoved(error, 'subscriber_line')) throw error
  }
}
