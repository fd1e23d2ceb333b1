import { cleanText } from '../values/clean-text.ts'
import { unguardText } from '../values/guarded-text.ts'

/** No field takes nearly as many characters. A longer text is not matched against any pattern. */
export const longestCell = 1000

/** `="0812…"`: a formula whose only use is to keep a number as text. */
const textFormula = /^="([^"]*)"$/

/** A curly apostrophe, as a phone or Word writes it, before a number that is to stay a text. */
const curvedGuard = /^[’‘`´](?=[\d+])/

/** A cell's text without the guarding apostrophe that our own files put before formulas and numbers. */
export const cellText = (cell: string): string => unguardText(cell.trim())

/**
 * Reads the text that a cell means: cleans it, takes off guards and a formula that only keeps a text, and turns line breaks
 * into one blank. A text that is too long for any field stays as it is.
 */
export function plainCell(cell: string): string {
  if (cell.length > longestCell) return cell
  const text = cellText(cleanText(cell)).replace(curvedGuard, '')
  return (textFormula.exec(text)?.[1] ?? text).trim().replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
}

const nothingWords = /^([\p{Pd}.]+|n\/?a|nihil|null|kosong|(tidak|tdk) (ada|punya)|(belum|blm)( ada| punya)?)$/iu

/** Whether a cell says explicitly that there is no value: `-`, `n/a`, `tidak ada`, `belum`. */
export const saysNothing = (text: string): boolean => text.length <= 12 && nothingWords.test(text)

/** Whether a cell only repeats the cell above it: `sda`, `idem`, `-"-`. */
export const isDitto = (text: string): boolean =>
  text.length <= 12 && /^[\p{Pd} ]*(["“”″〃]{1,2}|''|s\.?d\.?a\.?|idem|ditto)[\p{Pd} ]*$/iu.test(text)

/** Whether a cell shows an error of the spreadsheet, or only that its column is too narrow. */
export const isSheetError = (text: string): boolean => /^(#[A-Z][A-Z0-9/]*[!?]?|#+)$/.test(text)
