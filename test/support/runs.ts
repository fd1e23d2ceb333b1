const isDeep = process.env.DEEP === '1'

/** `usual` in a usual run, `deep` in a deep one. */
export const amount = (usual: number, deep: number): number => (isDeep ? deep : usual)

/**
 * How often a property is tried: `usual` times in a usual run, `deep` times in a deep one. A counterexample is shown as it was
 * found: each try makes a table, so shrinking would take minutes (run it again with its seed and `endOnFailure: false`).
 */
export const runs = (usual: number, deep: number) => ({ numRuns: amount(usual, deep), endOnFailure: true })

/** The last of each kind in a usual run, all in a deep one. */
export const lastOfEach = <T>(all: T[], kindOf: (one: T) => unknown): T[] =>
  isDeep ? all : [...new Map(all.map((one) => [kindOf(one), one])).values()]
