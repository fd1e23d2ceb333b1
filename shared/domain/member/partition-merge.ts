import type { Order } from '../values/text-order.ts'

/** A found key of a partition, and the id of its member. */
export type FoundKey = { key: string; id: string }

/**
 * How far one of several partitions is read. `readTo` is the last key read (undefined at first), `keysRead` the number of
 * keys read, and `found` the keys wanted.
 */
export type Run = { found: FoundKey[]; readTo?: string; hasEnded: boolean; keysRead: number }

export const newRun: Run = { found: [], hasEnded: false, keysRead: 0 }

/** Adds newly read keys to a run. `readTo` is absent when the partition has ended. */
export const extendRun = (
  run: Run,
  more: { found: FoundKey[]; readTo?: string | undefined; keysRead: number },
): Run => ({
  found: [...run.found, ...more.found],
  ...(more.readTo !== undefined && { readTo: more.readTo }),
  hasEnded: more.readTo === undefined,
  keysRead: run.keysRead + more.keysRead,
})

/**
 * The keys whose order is final: every key up to `edge`, since no unread key comes before it. Without an `edge`, every
 * run has been read to its end. A key that occurs in two partitions, because its member is moving between them, is
 * returned once.
 */
export function findSettledKeys(
  runs: Run[],
  order: Order,
): { found: FoundKey[]; edge?: string | undefined; isWhole: boolean } {
  const unfinishedRuns = runs.filter(({ hasEnded }) => !hasEnded)
  const edge = unfinishedRuns
    .map(({ readTo }) => readTo)
    .reduce((a, b) => earlierKey(order, a, b), unfinishedRuns[0]?.readTo)
  const isWhole = unfinishedRuns.length === 0
  if (!isWhole && edge === undefined) return { found: [], isWhole }
  const found = sortFound(runs, order).filter(({ key }) => edge === undefined || order(key, edge) <= 0)
  return { found, edge, isWhole }
}

/** The earlier of two keys. Undefined if one is missing, which means that its run is unread. */
const earlierKey = (order: Order, a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? undefined : order(a, b) <= 0 ? a : b

const sortFound = (runs: Run[], order: Order): FoundKey[] =>
  runs
    .flatMap(({ found }) => found)
    .toSorted((a, b) => order(a.key, b.key))
    .filter(({ key }, i, all) => key !== all[i - 1]?.key)

/**
 * Which runs to read further until `wantedCount` keys are settled, the one furthest behind first; none when they are settled:
 * - unread runs, if there are any;
 * - when enough keys are found, the runs that are not read as far as the last of them;
 * - else all that have not ended.
 */
export function listRunsToRead(runs: Run[], order: Order, wantedCount: number): Run[] {
  const unread = runs.filter(({ readTo, hasEnded }) => readTo === undefined && !hasEnded)
  if (unread.length > 0) return unread
  const unfinishedRuns = runs
    .filter(({ hasEnded }) => !hasEnded)
    .toSorted((a, b) => order(a.readTo ?? '', b.readTo ?? ''))
  const last = sortFound(runs, order)[wantedCount - 1]
  if (last) return unfinishedRuns.filter(({ readTo = '' }) => order(readTo, last.key) < 0)
  return unfinishedRuns
}

/** How many times the next read of a run may exceed all its reads so far. */
const mostGrowth = 8

/**
 * How many keys to read next in a run. This is estimated from the keys found so far and, at first, from `perWanted`:
 * how many of its keys are expected for each wanted key of all runs. At least `least`, because fewer would cost the same.
 */
export function estimateReadSize(
  runs: Run[],
  run: Run,
  { wanted, least, perWanted }: { wanted: number; least: number; perWanted: number },
): number {
  // Several runs need a larger reserve, because keys are settled only as far as the run that is furthest behind.
  if (run.keysRead === 0) return Math.max(least, Math.ceil((runs.length > 1 ? 2 : 4 / 3) * wanted * perWanted) + 2)
  const found = runs.reduce((total, each) => total + each.found.length, 0)
  const growth = Math.min(mostGrowth, found < wanted ? Math.max(1, wanted / found - 1) : 1 / 2)
  return Math.max(least, Math.ceil(run.keysRead * growth))
}
