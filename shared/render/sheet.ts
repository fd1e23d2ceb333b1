/**
 * What the cells of a column hold, which decides how a spreadsheet takes them. `text` stands as it was typed, whatever
 * it looks like, and `long` besides is broken into lines; `date` is a calendar day `YYYY-MM-DD`, `month` a `YYYY-MM`;
 * `percent` is two decimals of a hundred, `101.19`; `rupiah` an amount,
 * `12500000.00`; `count` and `change` are integers in groups of three.
 */
export type Column = {
  heading: string
  type: 'text' | 'long' | 'integer' | 'count' | 'change' | 'percent' | 'rupiah' | 'date' | 'month'
  width: number
}

export type Value = string | number | null

/** What a sheet says about itself: which rows these are, how many, as of when, for whom. */
export type About = [label: string, value: string][]

/**
 * Makes a file of one table piece by piece, so that no table has to fit into memory. How many rows there are is known
 * last and printed first: `end` gives what stands before everything else and what stands after it.
 */
export type SheetWriter = {
  rows: (rows: Value[][]) => Uint8Array
  end: (about: About) => { before: Uint8Array; after: Uint8Array }
}

/** A whole table as one file. */
export function wholeSheet(writer: SheetWriter, rows: Value[][], about: About): Uint8Array {
  const body = writer.rows(rows)
  const { before, after } = writer.end(about)
  return Buffer.concat([before, body, after])
}
