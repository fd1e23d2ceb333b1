import { largestSmall } from './bound.ts'

/** The least and the most that a number can be. */
export type Bounds = { least: number; most: number }

/**
 * A cell whose number the public does not know: `by` is its difference from the number shown, and the bounds are what
 * the public knows of that difference.
 */
export type Deviation = Bounds & { by: number }

/**
 * How far a sum of unknown cells must be from its least and its most. At a distance of one, a reader who knows the
 * rule could tell that the sum is at its limit, because the cells would otherwise be shown.
 */
const room = 2

/**
 * Whether cells with a known sum keep their secrets, audited by bounds (Massell, "Cell Suppression and Audit Programs
 * used for Economic Magnitude Data", US Census Bureau, RR2001/01). There must be at least two cells, and their sum must
 * not be close to its least or its most, which would reveal each cell. The audit accepts that readers learn that all
 * cells are empty.
 */
export function cellsKeepSecrets(unknown: Deviation[]): boolean {
  if (unknown.length === 0) return true
  const sum = sumOf(unknown, ({ by }) => by)
  const least = sumOf(unknown, (each) => each.least)
  const most = sumOf(unknown, (each) => each.most)
  const areAllEmpty = least === 0 && sum === 0
  if (most - sum < room || (sum - least < room && !areAllEmpty)) return false
  return sum === least || unknown.every((each) => isOpen(each, sum - (most - each.most), sum - (least - each.least)))
}

/** Whether more than one number is possible for a cell, given its own bounds and what the other cells leave for it. */
const isOpen = (own: Bounds, least: number, most: number): boolean =>
  Math.min(own.most, most) - Math.max(own.least, least) > 0

/** The time from one update of a family to the next. Every number is measured against what the first update showed. */
export type UpdateInterval = {
  /** The sum of all cells minus the sum of the shown numbers, at the first update. */
  rest: number
  /** The growth of the whole since then. */
  growth: number
  /**
   * Cells that are now shown exactly. Each has the amount by which it exceeds its earlier shown number, and the most
   * that this amount could have been then.
   */
  shown: { by: number; earlier: Bounds }[]
  /**
   * The other cells. Each has the most by which it could exceed its earlier shown number, and the least by which it
   * must exceed it now.
   */
  behind: { earlier: Bounds; leastNow: number }[]
  /** The present sum of the other cells minus the sum of their earlier shown numbers. */
  restNow: number
  /** Whether an issue between the two updates left this family as it was. */
  isLong: boolean
}

/**
 * Whether an interval reveals nothing to a reader who assumes that no cell ever falls. For that reader, no cell
 * exceeded its shown number at the first update by more than it does now. A first rest that is nearly the largest
 * possible under this limit reveals each of its cells.
 */
export function intervalKeepsSecrets({ rest, growth, shown, behind, restNow, isLong }: UpdateInterval): boolean {
  const isRising = growth >= 0 && rest >= 0 && restNow >= 0 && shown.every(({ by }) => by >= 0)
  if (!isRising) return true
  // If only one cell moved over several months, its movement in each month was that of the whole.
  if (isLong && shown.some(({ by }) => by >= growth)) return false
  if (rest === 0) return true
  const spare = restNow - sumOf(behind, ({ leastNow }) => leastNow)
  const withinCount = ({ least, most }: Bounds, now: number): Bounds => ({
    least: Math.max(0, least),
    most: Math.min(most, now),
  })
  const shownBounds = shown.filter(({ earlier }) => earlier.most > 0).map(({ by, earlier }) => withinCount(earlier, by))
  const stillBehind = behind.filter(({ earlier }) => earlier.most > 0)
  const behindBounds = stillBehind.map(({ earlier, leastNow }) => withinCount(earlier, spare + leastNow))
  const ceiling = spare + sumOf(stillBehind, ({ leastNow }) => leastNow)
  const [shownSum, behindSum] = [boundsOfSum(shownBounds), boundsOfSum(behindBounds)]
  const mostBehind = Math.min(behindSum.most, ceiling)
  const areAllOpen = (all: Bounds[], sum: Bounds, beside: Bounds) =>
    all.every((own) =>
      isOpen(own, rest - beside.most - (sum.most - own.most), rest - beside.least - (sum.least - own.least)),
    )
  return (
    areAllOpen(shownBounds, shownSum, { ...behindSum, most: mostBehind }) &&
    areAllOpen(behindBounds, behindSum, shownSum)
  )
}
const boundsOfSum = (all: Bounds[]): Bounds => ({
  least: sumOf(all, ({ least }) => least),
  most: sumOf(all, ({ most }) => most),
})

/** How far a cell can be from its shown number if it has not moved by the bound. */
export const boundUnmoved = (shown: number): Bounds => ({
  least: shown === 0 ? 0 : -largestSmall,
  most: largestSmall,
})

export const sumOf = <T>(all: T[], value: (each: T) => number): number =>
  all.reduce((sum, each) => sum + value(each), 0)
