const isDeep = process.env.DEEP === '1'

/**
 * How often a property runs: a few times in every run, many times in a deep one. A counterexample is shown as it was
 * found, because each try makes a table and shrinking would take minutes (to shrink, run it again with its seed and
 * `endOnFailure: false`).
 */
export const runs = (usual: number, deep: number) => ({ numRuns: isDeep ? deep : usual, endOnFailure: true })

/** The last of each kind in every run, all of them in a deep one. */
export const lastOfEach = <T>(all: T[], kindOf: (one: T) => unknown): T[] =>
  isDeep ? all : [...new Map(all.map((one) => [kindOf(one), one])).values()]
