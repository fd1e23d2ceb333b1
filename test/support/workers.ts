/**
 * How many test files run side by side, each with an engine of its own, because a shared engine would be the
 * bottleneck.
 */
export const workers = 2
