const fiveMinutesInSeconds = 300

/**
 * For pages and files that are made from issues. Afterwards, browsers ask by ETag whether something has changed. An
 * issue itself never changes, but our wording and hiding rules do. The address of a file has no version, because people
 * cite it.
 */
export const forAWhile = `public, max-age=${fiveMinutesInSeconds}`
/** For files that never change at their address. */
export const forGood = 'public, max-age=31536000, immutable'
