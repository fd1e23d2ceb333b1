/**
 * Puts an apostrophe before texts that a spreadsheet would change, and removes it when our own file comes back. Only this
 * module knows which texts are guarded.
 */

/** Signs that begin a formula, full-width ones included. Source: OWASP, "CSV Injection". */
const signs = '=+-@\t\r＝＋－＠'

/**
 * The places where a spreadsheet would see a formula after blanks: at the beginning of the text; after a semicolon,
 * where an Indonesian spreadsheet begins another cell; and after a line break. With `passesGuards`, apostrophes count
 * as blanks too. Looks at each character once.
 */
function findFormulaPlaces(text: string, passesGuards: boolean): number[] {
  const places: number[] = []
  let precedesFormula = false
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text.charAt(at)
    if (precedesFormula && /[;\r\n]/.test(character)) places.push(at + 1)
    precedesFormula =
      signs.includes(character) || (precedesFormula && (/\s/.test(character) || (passesGuards && character === "'")))
  }
  if (precedesFormula) places.push(0)
  return places.reverse()
}

/** The places of apostrophes before a formula within a text. */
const findGuardPlaces = (text: string): number[] =>
  findFormulaPlaces(text, true).filter((at) => at > 0 && text.charAt(at) === "'")

/** A text with one more apostrophe at each of these places. */
const guardAt = (text: string, places: number[]): string =>
  [0, ...places].map((at, i) => text.slice(at, places[i])).join("'")

const dayAndMonth =
  /^(?<day>\d{1,2}[ ./-]?)?(jan(uari|uary)?|feb(ruari|ruary)?|mar(et|ch)?|apr(il)?|mei|may|jun[ie]?|jul[iy]?|agu(stus)?|agt|aug(ust)?|sept?(ember)?|o[kc]t(ober)?|nov(ember)?|des(ember)?|dec(ember)?)(?<year>[ ./-]?\d{1,4})?$/i

// Spreadsheets keep 15 digits, show 12 or more as powers of ten, drop leading and trailing zeros, and read many texts as
// dates.
const misreadShapes = [
  /^[+-]?(0\d+|\d{12,})$/,
  /^[+-]?\d*[.,]\d*$/,
  /^[+-]?\d{1,3}([.,]\d{3})+$/,
  /^[+-]?[\d.,]+e[+-]?\d+$/i,
  /^[\d.,]+ ?%$/,
  /^\d+ \d+\/\d+$/,
  /^\d+([/-])\d+(\1\d+)?$/,
  /^\d+:\d+/,
]

/** Any number: other programs guard numbers as well. */
const numberLike = /^[\d.,][\d.,:/ e+%-]*$/i

/** A month's name alone is no date, because people have such names. */
function isDateLike(text: string): boolean {
  const { day, year } = dayAndMonth.exec(text)?.groups ?? {}
  return day !== undefined || year !== undefined
}

const isMisread = (text: string): boolean =>
  misreadShapes.some((shape) => shape.test(text.trim())) || isDateLike(text.trim())

/** Whether a text begins with an apostrophe that counts as a guard. */
function hasGuard(text: string): boolean {
  const rest = text.replace(/^'[\s']*/, '')
  return (
    text.startsWith("'") &&
    ((rest !== '' && signs.includes(rest.charAt(0))) || numberLike.test(rest) || isMisread(rest))
  )
}

/** Guards each formula in a text. A signed number is no formula. */
export const guardFormulas = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) ? text : guardAt(text, findFormulaPlaces(text, false))

/**
 * Guards a text that a spreadsheet would show as another number, a time or a date, or run as a formula. Also guards a text
 * whose own apostrophes would count as guards.
 */
export function guardText(text: string): string {
  const within = guardAt(text, findGuardPlaces(text))
  return isMisread(text) || hasGuard(text) ? `'${within}` : guardFormulas(within)
}

/** Removes the guards from a text. */
export function unguardText(text: string): string {
  const within = [-1, ...findGuardPlaces(text)].map((at, i, all) => text.slice(at + 1, all[i + 1])).join('')
  return hasGuard(text) ? within.slice(1).trim() : within
}
