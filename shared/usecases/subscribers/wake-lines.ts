import type { OwnQueue } from '../../data/obligations.ts'
import type { StoredLine } from '../../data/subscribers.ts'
import type { Deps } from '../../deps.ts'
import type { Patience } from '../../domain/jobs/obligation.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { isServed } from '../../domain/subscriber/subscriber.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { Handler } from '../sweep.ts'
import { makeLineDue } from './due-line.ts'

type WakeDeps = Pick<Deps, 'eventLog' | 'subscribers' | 'obligations' | 'commit' | 'now'>

/** The queue of the one obligation to wake lines. */
export const wakeQueue: OwnQueue = { kind: 'wake', owner: 'log' }

export const wakePatience: Patience = { leaseMs: 30_000, firstWaitMs: 5_000, longestWaitMs: 600_000, mostTries: 50 }

const wakesAtOnce = 8

/**
 * Makes every line due that rests before the end of the log, if its subscriber may be sent something. A line comes to
 * rest only at the end of the log. Events that are added while this runs make waking due again.
 */
export const wakeHandler = (deps: WakeDeps): Handler => ({
  patience: wakePatience,
  atOnce: 1,
  async carryOut() {
    const { number } = await deps.eventLog.head()
    const servedSubscribers = (await deps.subscribers.all()).filter((subscriber) => isServed(subscriber, deps.now()))
    const lines = await deps.subscribers.lines(servedSubscribers.map(({ id }) => id))
    const behind = lines.flatMap((stored) =>
      stored?.obligation.state === 'discharged' && stored.line.position.number < number ? [stored] : [],
    )
    await mapAtOnce(behind, wakesAtOnce, (stored) => wakeLine(deps, stored))
    return { outcome: 'done' }
  },
})

async function wakeLine(deps: WakeDeps, stored: StoredLine): Promise<void> {
  try {
    await deps.commit(await makeLineDue(deps, stored))
  } catch (error) {
    // Somebody else has made it due.
    if (!isLostRace(error, 'subscriber_line')) throw error
  }
}
