/** A place in a partition: its sort key, and whose it is. */
export type Found = { key: string; id: string }

/**
 * One of several partitions whose sort keys compare with each other, as far as it was read: `readTo` is the last key
 * looked at (none at first), `looked` the number of keys, of which `found` were wanted.
 */
export type Run = { found: Found[]; readTo?: string; hasEnded: boolean; looked: number }

export const newRun: Run = { found: [], hasEnded: false, looked: 0 }

/** A run that was read further. `readTo` is absent when the partition has ended. */
export const readFurther = (run: Run, more: { found: Found[]; readTo?: string | undefined; looked: number }): Run => ({
  found: [...run.found, ...more.found],
  ...(more.readTo !== undefined && { readTo: more.readTo }),
  hasEnded: more.readTo === undefined,
  looked: run.looked + more.looked,
})

/** Which of two sort keys comes first. */
export type Order = (a: string, b: string) => number
export const ascending: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
export const descending: Order = (a, b) => ascending(b, a)

/**
 * What is certain of the order in which several partitions are merged: nothing that is still unread comes before
 * `edge`, so what was `found` up to there stays as it is, whatever is read next. Without an `edge` all is read. A key that
 * stands in two partitions (somebody is moved from one to the other) is found once.
 */
export function settled(runs: Run[], order: Order): { found: Found[]; edge?: string | undefined; isWhole: boolean } {
  const unfinished = runs.filter(({ hasEnded }) => !hasEnded)
  const edge = unfinished.map(({ readTo }) => readTo).reduce((a, b) => firstOf(order, a, b), unfinished[0]?.readTo)
  const isWhole = unfinished.length === 0
  if (!isWhole && edge === undefined) return { found: [], isWhole }
  const found = inOrder(runs, order).filter(({ key }) => edge === undefined || order(key, edge) <= 0)
  return { found, edge, isWhole }
}

/** The earlier of two keys; nothing was read of a run without one, so it is behind all. */
const firstOf = (order: Order, a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? undefined : order(a, b) <= 0 ? a : b

const inOrder = (runs: Run[], order: Order): Found[] =>
  runs
    .flatMap(({ found }) => found)
    .toSorted((a, b) => order(a.key, b.key))
    .filter(({ key }, i, all) => key !== all[i - 1]?.key)

/**
 * Which runs to read further, the one that is most behind first, until `wanted` are settled; none when they are. When that
 * many were found already, those that have not come as far; else the half that is behind, so that all come equally far.
 */
export function lagging(runs: Run[], order: Order, wanted: number): Run[] {
  const unread = runs.filter(({ readTo, hasEnded }) => readTo === undefined && !hasEnded)
  if (unread.length > 0) return unread
  const unfinished = runs.filter(({ hasEnded }) => !hasEnded).toSorted((a, b) => order(a.readTo ?? '', b.readTo ?? ''))
  const last = inOrder(runs, order)[wanted - 1]
  if (last) return unfinished.filter(({ readTo = '' }) => order(readTo, last.key) < 0)
  return unfinished.slice(0, Math.ceil(unfinished.length / 2))
}

/** At most so many times what was looked at before is looked at next, however rare what is wanted. */
const mostGrowth = 8

/** How many keys to look at in each of the runs that are read further: as many as should do, going by what was found. */
export function nextLook(runs: Run[], reading: Run[], wanted: number): number {
  const sum = (count: (run: Run) => number) => runs.reduce((total, run) => total + count(run), 0)
  const looked = sum((run) => run.looked)
  if (looked === 0) return Math.ceil((2 * wanted) / runs.length) + 2
  const found = sum((run) => run.found.length)
  const before = looked / runs.length
  const needed = found === 0 ? Number.POSITIVE_INFINITY : ((wanted - found) * looked) / found / reading.length
  return Math.ceil(Math.min(Math.max(needed, before), before * mostGrowth))
}
