/**
 * The number of test files that run in parallel, each with its own engine, because a shared engine would be the
 * bottleneck.
 */
export const workers = 2
