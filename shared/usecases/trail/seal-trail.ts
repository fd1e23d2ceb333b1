import type { Deps } from '../../deps.ts'
import { addDays, type Day, dayOf, hourMs, startOfDay } from '../../domain/calendar.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { hashSeal, makeSealedLeaf, sealDay, type TrailHead } from '../../domain/rights/trail-seal.ts'
import { readTimeInId, writeSortableTime } from '../../domain/values/id.ts'
import { nextVersion } from '../../domain/values/version.ts'

export type SealDeps = Pick<Deps, 'trail' | 'trailSeals' | 'frame' | 'now' | 'commit'> & Retries

/**
 * For how long after its end a day is not sealed yet, because an event is written some time after its id is made, and
 * the index lags behind.
 */
const settledMs = 2 * hourMs

/**
 * Seals, in order, each day of the trail that has events and ended at least two hours ago. Each seal is chained to the
 * one before. It is safe to interrupt, to repeat, and to run several times at once. Returns the head. Undefined while
 * there is nothing to seal.
 */
export async function sealTrail(deps: SealDeps): Promise<TrailHead | undefined> {
  const { trail, trailSeals, frame, now, commit } = deps
  const { zone } = frame.programme
  const lastDay = addDays(dayOf(new Date(now().getTime() - settledMs), zone), -1)
  return retryRaces(deps, ['trail'], async () => {
    let head = await trailSeals.head()
    while (!head || head.through < lastDay) {
      const first: string | undefined = await trail.firstId(
        head ? findStart(addDays(head.through, 1), zone) : beginning,
      )
      const day = first === undefined ? undefined : dayOf(readTimeInId(first), zone)
      if (day === undefined || day > lastDay) {
        if (!head) return undefined
        head = nextVersion({ ...head, through: lastDay })
        await commit(trailSeals.move(head))
        return head
      }
      const found = await trail.between(findStart(day, zone), findStart(addDays(day, 1), zone))
      const leaves = found.map(({ event }) => makeSealedLeaf(event))
      await trailSeals.putLeaves(day, leaves)
      const seal = sealDay(day, leaves, head?.hash)
      head = { through: day, hash: hashSeal(seal), version: (head?.version ?? 0) + 1 }
      await commit(trailSeals.add(seal), trailSeals.move(head))
    }
    return head
  })
}

/** The place before every event in the order of ids. */
export const beginning = 'trl_'

/** Where the events of a day begin in the order of ids. */
export const findStart = (day: Day, zone: string): string => `trl_${writeSortableTime(startOfDay(day, zone))}`
