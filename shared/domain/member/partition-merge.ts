import type { Order } from '../values/text-order.ts'

/** A place in a partition: its sort key, and whose it is. */
export type Found = { key: string; id: string }

/**
 * One of several partitions whose sort keys compare with each other, as far as it was read: `readTo` is the last key
 * looked at (none at first), `looked` the number of keys, of which `found` were wanted.
 */
export type Run = { found: Found[]; readTo?: string; hasEnded: boolean; looked: number }

export const newRun: Run = { found: [], hasEnded: false, looked: 0 }

/** A run that was read further. `readTo` is absent when the partition has ended. */
export const extendRun = (run: Run, more: { found: Found[]; readTo?: string | undefined; looked: number }): Run => ({
  found: [...run.found, ...more.found],
  ...(more.readTo !== undefined && { readTo: more.readTo }),
  hasEnded: more.readTo === undefined,
  looked: run.looked + more.looked,
})

/**
 * What is certain of the order in which several partitions are merged: nothing that is still unread comes before
 * `edge`, so what was `found` up to there stays as it is, whatever is read next. Without an `edge` all is read. A key that
 * stands in two partitions (somebody is moved from one to the other) is found once.
 */
export function findSettled(
  runs: Run[],
  order: Order,
): { found: Found[]; edge?: string | undefined; isWhole: boolean } {
  const unfinished = runs.filter(({ hasEnded }) => !hasEnded)
  const edge = unfinished.map(({ readTo }) => readTo).reduce((a, b) => earlierKey(order, a, b), unfinished[0]?.readTo)
  const isWhole = unfinished.length === 0
  if (!isWhole && edge === undefined) return { found: [], isWhole }
  const found = sortFound(runs, order).filter(({ key }) => edge === undefined || order(key, edge) <= 0)
  return { found, edge, isWhole }
}

/** The earlier of two keys; nothing was read of a run without one, so it is behind all. */
const earlierKey = (order: Order, a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? undefined : order(a, b) <= 0 ? a : b

const sortFound = (runs: Run[], order: Order): Found[] =>
  runs
    .flatMap(({ found }) => found)
    .toSorted((a, b) => order(a.key, b.key))
    .filter(({ key }, i, all) => key !== all[i - 1]?.key)

/**
 * Which runs to read further until `wanted` are settled, the one that is most behind first; none when they are:
 * - those that were not read at all, if there are any;
 * - when that many were found already, those that have not been read as far as the last of them;
 * - else all but the quarter that is ahead, so that all come about equally far: what lies beyond the one that is most
 *   behind would be read for nothing.
 */
export function runsToRead(runs: Run[], order: Order, wanted: number): Run[] {
  const unread = runs.filter(({ readTo, hasEnded }) => readTo === undefined && !hasEnded)
  if (unread.length > 0) return unread
  const unfinished = runs.filter(({ hasEnded }) => !hasEnded).toSorted((a, b) => order(a.readTo ?? '', b.readTo ?? ''))
  const last = sortFound(runs, order)[wanted - 1]
  if (last) return unfinished.filter(({ readTo = '' }) => order(readTo, last.key) < 0)
  return unfinished.slice(0, Math.ceil(unfinished.length * 0.75))
}

/** So many times what was looked at before is looked at next at most; more where nothing can get out of step. */
const mostGrowth = { ofSeveral: 2, ofOne: 8 }

/**
 * How many keys to look at in one of the runs that are read further: as many as should do, going by what was found, and
 * no fewer than `least`, which cost the same.
 */
export function nextLook(runs: Run[], run: Run, reading: number, wanted: number, least: number): number {
  if (run.looked === 0) return Math.max(least, Math.ceil((2 * wanted) / runs.length) + 2)
  const sum = (count: (each: Run) => number) => runs.reduce((total, each) => total + count(each), 0)
  const found = sum((each) => each.found.length)
  if (found >= wanted) return Math.max(least, Math.ceil(run.looked / 2))
  const needed =
    found === 0 ? Number.POSITIVE_INFINITY : ((wanted - found) * sum(({ looked }) => looked)) / found / reading
  const most = run.looked * (runs.length === 1 ? mostGrowth.ofOne : mostGrowth.ofSeveral)
  return Math.ceil(Math.max(least, Math.min(Math.max(needed, run.looked), most)))
}
