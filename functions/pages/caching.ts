const minutes = 60
/**
 * Readers ask again soon, by ETag. An issue never changes, but its pages and files are made from it each time, and new
 * wording or a new hiding rule must reach readers who have an old copy. People cite the address of a file, so it
 * contains no version: an old link must not keep serving old bytes.
 */
export const forAWhile = `public, max-age=${5 * minutes}`
/** For files that never change at their address. */
export const forGood = 'public, max-age=31536000, immutable'
