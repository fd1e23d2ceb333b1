/**
 * How often a property is tried: some times in every run, many in a deep one. A counterexample is shown as it was
 * found: each try makes a table, so shrinking would take minutes (run it again with its seed and `endOnFailure: false`).
 */
export const runs = (usual: number, deep: number) => ({
  numRuns: process.env.DEEP === '1' ? deep : usual,
  endOnFailure: true,
})
