export type Cell = string | number | null

/**
 * CSV as RFC 4180 has it, with a byte order mark so that spreadsheets read it as UTF-8. Numbers stay machine values.
 * A text that a spreadsheet would take for a formula is guarded by an apostrophe (OWASP, "CSV Injection"); so is what
 * follows a semicolon or line break in it, where an Indonesian spreadsheet begins another cell.
 */
export const csv = (rows: Cell[][]): string => `\uFEFF${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`

const beginsFormula = /(?<=^|[;\r\n])(?=\s*[=+\-@\t\r＝＋－＠])/g

function field(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const guarded = /^-?\d+(\.\d+)?$/.test(text) ? text : text.replace(beginsFormula, "'")
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
