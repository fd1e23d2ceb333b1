import { largestSmall } from './bound.ts'

/** The least and the most that something can be. */
export type Bounds = { least: number; most: number }

/** By how much a cell that is not known exactly differs from what is shown of it, and between what that can lie. */
export type Deviation = Bounds & { by: number }

/**
 * By how much the sum of unknown cells must keep away from the least and the most it could be. At one, somebody who
 * knows the rule could tell from what is not shown that the sum is at its end.
 */
const room = 2

/**
 * Whether cells whose sum is known keep their secrets, audited by bounds (Massell, "Cell Suppression and Audit Programs
 * used for Economic Magnitude Data", US Census Bureau, RR2001/01): there are at least two, and their sum is not close to
 * the least or the most that it could be, by which each would be told. That nobody is there may be told.
 */
export function isWide(unknown: Deviation[]): boolean {
  if (unknown.length === 0) return true
  const sum = sumOf(unknown, ({ by }) => by)
  const least = sumOf(unknown, (each) => each.least)
  const most = sumOf(unknown, (each) => each.most)
  const isNobody = least === 0 && sum === 0
  if (most - sum < room || (sum - least < room && !isNobody)) return false
  return sum === least || unknown.every((each) => isOpen(each, sum - (most - each.most), sum - (least - each.least)))
}

/** Whether something can be more than one number, within its bounds and what all else leaves for it. */
const isOpen = (own: Bounds, least: number, most: number): boolean =>
  Math.min(own.most, most) - Math.max(own.least, least) > 0

/** A family from one time at which it was brought up to date to the next; all against what was shown at the first. */
export type Step = {
  /** What all cells together exceeded it by then. */
  rest: number
  /** How much the whole has grown since. */
  growth: number
  /** Cells that are now shown as they are: by how much they exceed it, and could have then. */
  shown: { by: number; earlier: Bounds }[]
  /** Cells that are not: by how much they could exceed it then, and at least must now. */
  behind: { earlier: Bounds; leastNow: number }[]
  /** What those that are not exceed together now. */
  restNow: number
  /** Whether something was issued in between, without this family being brought up to date. */
  isLong: boolean
}

/**
 * Whether a step tells nothing of the time before to somebody who takes it that no cell ever falls. Then a cell exceeded
 * by no more than it does now; so where the rest of then is nearly as large as that allows, each cell of it is told.
 */
export function isQuiet({ rest, growth, shown, behind, restNow, isLong }: Step): boolean {
  const isRising = growth >= 0 && rest >= 0 && restNow >= 0 && shown.every(({ by }) => by >= 0)
  if (!isRising) return true
  // One cell that alone moved, over several months, moved as the whole did in each of them.
  if (isLong && shown.some(({ by }) => by >= growth)) return false
  if (rest === 0) return true
  const left = restNow - sumOf(behind, ({ leastNow }) => leastNow)
  const rising = ({ least, most }: Bounds, now: number): Bounds => ({
    least: Math.max(0, least),
    most: Math.min(most, now),
  })
  const ofShown = shown.filter(({ earlier }) => earlier.most > 0).map(({ by, earlier }) => rising(earlier, by))
  const stillBehind = behind.filter(({ earlier }) => earlier.most > 0)
  const ofBehind = stillBehind.map(({ earlier, leastNow }) => rising(earlier, left + leastNow))
  const ceiling = left + sumOf(stillBehind, ({ leastNow }) => leastNow)
  const [allShown, allBehind] = [boundsOfSum(ofShown), boundsOfSum(ofBehind)]
  const mostBehind = Math.min(allBehind.most, ceiling)
  const within = (all: Bounds[], sum: Bounds, beside: Bounds) =>
    all.every((own) =>
      isOpen(own, rest - beside.most - (sum.most - own.most), rest - beside.least - (sum.least - own.least)),
    )
  return within(ofShown, allShown, { ...allBehind, most: mostBehind }) && within(ofBehind, allBehind, allShown)
}
const boundsOfSum = (all: Bounds[]): Bounds => ({
  least: sumOf(all, ({ least }) => least),
  most: sumOf(all, ({ most }) => most),
})

/** What a cell that is not known can differ from what is shown of it, when it has not moved by the bound. */
export const ofUnmoved = (shown: number): Bounds => ({
  least: shown === 0 ? 0 : -largestSmall,
  most: largestSmall,
})

export const sumOf = <T>(all: T[], value: (each: T) => number): number =>
  all.reduce((sum, each) => sum + value(each), 0)
