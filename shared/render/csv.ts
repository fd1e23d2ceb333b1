import { guardText, withoutFormulas } from '../domain/values/guarded-text.ts'
import type { About, Column, SheetWriter, Value } from './sheet.ts'

export type CsvCell = string | number | null

const byteOrderMark = '\uFEFF'

/**
 * CSV as RFC 4180 has it, with a byte order mark so that spreadsheets read it as UTF-8. Numbers stay machine values.
 * A text that a spreadsheet would take for a formula is guarded by an apostrophe (OWASP, "CSV Injection"); so is what
 * follows a semicolon or line break in it, where an Indonesian spreadsheet begins another cell.
 */
export const writeCsv = (rows: CsvCell[][]): string => byteOrderMark + writeLines(rows.length > 0 ? rows : [[]])

const writeLines = (rows: CsvCell[][]): string => rows.map((row) => `${row.map(writeField).join(',')}\r\n`).join('')

function writeField(cell: CsvCell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = withoutFormulas(text)
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A table of typed columns as CSV. Its first line holds the headings and nothing stands between or after the rows, so
 * that programs read it as it is; what the sheet says about itself is the heading of a last column without cells. Lines
 * of remarks above the headings would have to be taken away by whoever reads the file, and a second file gets lost.
 */
export function csvSheet(columns: Column[]): SheetWriter {
  const encoder = new TextEncoder()
  return {
    rows: (rows) =>
      encoder.encode(
        writeLines(rows.map((row) => [...columns.map(({ type }, i) => guardValue(type, row[i] ?? null)), null])),
      ),
    end: (about) => ({
      before: encoder.encode(
        byteOrderMark + writeLines([[...columns.map(({ heading }) => heading), aboutLine(about)]]),
      ),
      after: new Uint8Array(),
    }),
  }
}

const aboutLine = (about: About): string => about.map(([label, value]) => `${label}: ${value}`).join(' | ')

/** A text stands as it was typed, guarded where it must be; days and counts are what a spreadsheet takes them for. */
const guardValue = (type: Column['type'], value: Value): CsvCell =>
  type === 'text' && typeof value === 'string' ? guardText(value) : value
