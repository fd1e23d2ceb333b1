import type { About, Column, SheetWriter, Value } from '../domain/export/sheet.ts'
import { guardFormulas, guardText } from '../domain/values/guarded-text.ts'

export type CsvCell = string | number | null

const byteOrderMark = '\uFEFF'

/**
 * CSV by RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. Numbers have a decimal point and no
 * separators. An apostrophe guards a text that a spreadsheet would read as a formula (OWASP, "CSV Injection"). It also
 * guards a formula after a semicolon or line break, where Indonesian spreadsheets begin a new cell.
 */
export const writeCsv = (rows: CsvCell[][]): string => byteOrderMark + writeLines(rows.length > 0 ? rows : [[]])

const writeLines = (rows: CsvCell[][]): string => rows.map((row) => `${row.map(writeField).join(',')}\r\n`).join('')

function writeField(cell: CsvCell): string {
  if (cell === null) return ''
  const text = String(cell)
  const safe = guardFormulas(text)
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A table of typed columns as CSV. The first line holds the headings, and only rows follow, so programs can read the
 * file directly. What the sheet says about itself is the heading of an empty last column. A line above the headings
 * would have to be removed before a program can read the file, and a second file would get lost.
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

/** Texts stay as typed, guarded if necessary. Spreadsheets recognise days and counts themselves. */
const guardValue = (type: Column['type'], value: Value): CsvCell =>
  type === 'text' && typeof value === 'string' ? guardText(value) : value
