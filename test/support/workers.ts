/** So many test files run side by side, each with an engine of its own: one that all share is what they would wait for. */
export const workers = 2
