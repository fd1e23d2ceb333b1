import type { ExportFormat } from './export.ts'

/**
 * A column. Its type says how a spreadsheet treats the cells. A `text` stays as typed, even if it looks like a number
 * or formula; a `long` text is also broken into lines. A `date` is a day `YYYY-MM-DD`, a `month` is `YYYY-MM`, a
 * `percent` has two decimals (`101.19`), and a `rupiah` is an amount (`12500000.00`). A `count` is an integer with
 * thousands separators; a `change` is one that also shows a plus sign if it is positive.
 */
export type Column = {
  heading: string
  type: 'text' | 'long' | 'integer' | 'count' | 'change' | 'percent' | 'rupiah' | 'date' | 'month'
  width: number
}

export type Value = string | number | null

/** What a sheet says about itself: which rows, how many, as of when, for whom. */
export type About = [label: string, value: string][]

/**
 * Makes a file of one table piece by piece, so that the table need not fit into memory. The number of rows is known
 * last but printed first, so `end` returns the part that goes before everything else and the part that goes after it.
 */
export type SheetWriter = {
  rows: (rows: Value[][]) => Uint8Array
  end: (about: About) => { before: Uint8Array; after: Uint8Array }
}

/** The most rows that an Excel sheet holds, headings included. */
export const mostXlsxRows = 1_048_576

/** How sheets are written, by file format. `name` is the name of the sheet, in formats that have one. */
export type SheetWriters = Record<ExportFormat, (columns: Column[], name: string) => SheetWriter>
