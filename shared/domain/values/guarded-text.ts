/**
 * Guards texts that a spreadsheet would change with an apostrophe, and removes the guards when our own file comes back. Only
 * this module knows which texts are guarded.
 */

/** Signs that begin a formula, full-width ones included. Source: OWASP, "CSV Injection". */
const sign = '[=+\\-@\\t\\r＝＋－＠]'

/** An Indonesian spreadsheet begins another cell at a semicolon, and any at a line break. */
const formulaBegins = new RegExp(`(?<=^|[;\\r\\n])(?=\\s*${sign})`, 'g')

const monthName =
  '(jan(uari|uary)?|feb(ruari|ruary)?|mar(et|ch)?|apr(il)?|mei|may|jun[ie]?|jul[iy]?|agu(stus)?|agt|aug(ust)?|' +
  'sept?(ember)?|o[kc]t(ober)?|nov(ember)?|des(ember)?|dec(ember)?)'

// Spreadsheets keep 15 digits, show 12 or more as powers of ten, drop leading and trailing zeros, and read many texts as
// dates. A month's name alone is no date: people have such names.
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

/** Any number: other programs guard numbers as well. */
const numberLike = /^[\d.,][\d.,:/ e+%-]*$/i

const isMisread = (text: string): boolean => misread.some((shape) => shape.test(text.trim()))

/** Whether a text begins with an apostrophe that counts as a guard. */
function hasGuard(text: string): boolean {
  const rest = text.replace(/^'[\s']*/, '')
  return text.startsWith("'") && (new RegExp(`^${sign}`).test(rest) || numberLike.test(rest) || isMisread(rest))
}

/** Guards each formula in a text. A signed number is no formula. */
export const withoutFormulas = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) ? text : text.replace(formulaBegins, "'")

/**
 * Guards a text where a spreadsheet would show another number, a time or a date, or run a formula, and where the text has
 * apostrophes of its own that would count as guards.
 */
export function guardText(text: string): string {
  const within = text.replace(new RegExp(`(?<=[;\\r\\n])(?='[\\s']*${sign})`, 'g'), "'")
  return isMisread(text) || hasGuard(text) ? `'${within}` : withoutFormulas(within)
}

/** Removes the guards from a text. */
export function unguardText(text: string): string {
  const within = text.replace(new RegExp(`(?<=[;\\r\\n])'(?=[\\s']*${sign})`, 'g'), '')
  return hasGuard(text) ? within.slice(1).trim() : within
}
