/**
 * Texts that a spreadsheet would make something else of, and the apostrophe that keeps it from that: what a file of ours
 * puts there is known here alone, so that reading such a file takes off just that.
 */

/** Full-width signs begin formulas, too. Source: OWASP, "CSV Injection". */
const sign = '[=+\\-@\\t\\r＝＋－＠]'

/** An Indonesian spreadsheet begins another cell at a semicolon, and any at a line break. */
const formulaBegins = new RegExp(`(?<=^|[;\\r\\n])(?=\\s*${sign})`, 'g')

const monthName =
  '(jan(uari|uary)?|feb(ruari|ruary)?|mar(et|ch)?|apr(il)?|mei|may|jun[ie]?|jul[iy]?|agu(stus)?|agt|aug(ust)?|' +
  'sept?(ember)?|o[kc]t(ober)?|nov(ember)?|des(ember)?|dec(ember)?)'

// Spreadsheets keep 15 digits, show 12 and more as powers of ten, drop zeros before and after, and find dates in much:
// not in the name of a month alone, which is what people are called.
const misread = [
  /^[+-]?(0\d+|\d{12,})$/,
  /^[+-]?\d*[.,]\d*$/,
  /^[+-]?\d{1,3}([.,]\d{3})+$/,
  /^[+-]?[\d.,]+e[+-]?\d+$/i,
  /^[\d.,]+ ?%$/,
  /^\d+ \d+\/\d+$/,
  /^\d+([/-])\d+(\1\d+)?$/,
  /^\d+:\d+/,
  new RegExp(`^\\d{1,2}[ ./-]?${monthName}([ ./-]?\\d{1,4})?$`, 'i'),
  new RegExp(`^${monthName}[ ./-]?\\d{1,4}$`, 'i'),
]

/** Any number, which others than we guard as well. */
const numberLike = /^[\d.,][\d.,:/ e+%-]*$/i

const isMisread = (text: string): boolean => misread.some((shape) => shape.test(text.trim()))

/** Whether a text begins with an apostrophe that is taken for a guard, and not for its own. */
function hasGuard(text: string): boolean {
  const rest = text.replace(/^'[\s']*/, '')
  return text.startsWith("'") && (new RegExp(`^${sign}`).test(rest) || numberLike.test(rest) || isMisread(rest))
}

/** A text with a guard before each formula in it. A number with a sign is none. */
export const withoutFormulas = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) ? text : text.replace(formulaBegins, "'")

/**
 * A text as it was typed, guarded where a spreadsheet would show another number, a time or a date, or run a formula; and
 * where it has apostrophes of its own that would be taken for guards.
 */
export function guardText(text: string): string {
  const within = text.replace(new RegExp(`(?<=[;\\r\\n])(?='[\\s']*${sign})`, 'g'), "'")
  return isMisread(text) || hasGuard(text) ? `'${within}` : withoutFormulas(within)
}

/** A text without its guards. */
export function unguardText(text: string): string {
  const within = text.replace(new RegExp(`(?<=[;\\r\\n])'(?=[\\s']*${sign})`, 'g'), '')
  return hasGuard(text) ? within.slice(1).trim() : within
}
