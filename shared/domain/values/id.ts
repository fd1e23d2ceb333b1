/** Crockford's base32: no I, L, O or U (crockford.com/base32.html). */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How many random bytes `makeSortableId` needs. */
export const idRandomBytes = 11

/**
 * An id that sorts by creation time: a prefix, nine characters of time (milliseconds) and eleven random ones, in Crockford's
 * base32.
 */
export function makeSortableId(prefix: string, now: Date, random: Uint8Array): string {
  const chance = Array.from(random.subarray(0, idRandomBytes), (byte) => crockford.charAt(byte % 32)).join('')
  return `${prefix}_${writeSortableTime(now)}${chance}`
}

/** An instant (milliseconds) in nine characters that sort by time. */
export function writeSortableTime(at: Date): string {
  let time = ''
  for (let n = at.getTime(), i = 0; i < 9; i++, n = Math.floor(n / 32)) time = crockford.charAt(n % 32) + time
  return time
}

/** The instant in an id that `makeSortableId` made. */
export function readTimeInId(id: string): Date {
  const place = id.indexOf('_') + 1
  const digits = [...id.slice(place, place + 9)]
  return new Date(digits.reduce((time, digit) => time * 32 + crockford.indexOf(digit), 0))
}
