import { cleanText } from '../values/clean-text.ts'
import { unguardText } from '../values/guarded-text.ts'

/** Characters of a cell at most: no field takes nearly as many. A longer one is judged by no pattern. */
export const longestCell = 1000

/** `="0812…"`: a formula whose only use is to keep a number as text. */
const textFormula = /^="([^"]*)"$/

/** A cell's text without the guarding apostrophe that our own files put before formulas and numbers. */
export const cellText = (cell: string): string => unguardText(cell.trim())

/**
 * A cell's text as it is meant: without guards, out of a formula that only keeps it as text, cleaned, with one blank for line breaks.
 * A text too long for any field stays as it is.
 */
export function plainCell(cell: string): string {
  if (cell.length > longestCell) return cell
  const text = cellText(cell)
  return cleanText(textFormula.exec(text)?.[1] ?? text).replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
}

const nothing = /^([\p{Pd}.]+|n\/?a|nihil|null|kosong|tidak ada|tdk ada|belum( ada)?|blm)$/iu

/** Whether a cell says in so many words or signs that there is nothing: `-`, `n/a`, `tidak ada`, `belum`. */
export const saysNothing = (text: string): boolean => text.length <= 12 && nothing.test(text)

/** Whether a cell shows an error of the spreadsheet, or only that its column is too narrow. */
export const isSheetError = (text: string): boolean => /^(#[A-Z][A-Z0-9/]*[!?]?|#+)$/.test(text)
