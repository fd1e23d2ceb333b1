export type Cell = string | number | null

/**
 * CSV as RFC 4180 has it, with a byte order mark so that spreadsheets read it as UTF-8. Numbers stay machine values.
 * A text that a spreadsheet would take for a formula is guarded by an apostrophe (OWASP, "CSV Injection").
 */
export const csv = (rows: Cell[][]): string => `\uFEFF${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const guarded = /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
