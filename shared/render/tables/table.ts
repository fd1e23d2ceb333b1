import type { Wording } from '../words/wording.ts'

/**
 * A column of a table. Its type says how its cells are written: as text, a number of people, a percentage with two
 * decimals, a date and so on.
 */
export type TableColumn = {
  code: string
  heading: string
  type: 'text' | 'count' | 'change' | 'percent' | 'month' | 'date' | 'rupiah'
  /** Too detailed for a printed page or a mail. Only files have this column. */
  detail?: true
  /** The language of texts that officials wrote. It is Indonesian in every report, because they write in Indonesian. */
  lang?: 'id'
}

export type TableCell = string | number | null

/** One table of the report. The first `keys` columns say what a row is about. */
export type ReportTable = {
  code: string
  title: string
  columns: TableColumn[]
  keys: number
  rows: TableCell[][]
}

export const text = (code: string, heading: string): TableColumn => ({ code, heading, type: 'text' })
/** A column of texts that officials wrote. */
export const quotation = (code: string, heading: string): TableColumn => ({ ...text(code, heading), lang: 'id' })

export const count = (code: string, heading: string): TableColumn => ({ code, heading, type: 'count' })
export const change = (code: string, heading: string): TableColumn => ({ code, heading, type: 'change' })
export const percent = (code: string, heading: string): TableColumn => ({ code, heading, type: 'percent' })
export const rupiah = (code: string, heading: string): TableColumn => ({ code, heading, type: 'rupiah' })
export const date = (code: string, heading: string): TableColumn => ({ code, heading, type: 'date' })
export const month = (code: string, heading: string): TableColumn => ({ code, heading, type: 'month' })

/**
 * A column with the month of a number that is from an earlier month. Empty if the number is from the report's own
 * month.
 */
export const asOf = (code: string, heading: string): TableColumn => ({
  ...month(`${code}_as_of`, heading),
  detail: true,
})

/** Whether a column has words or dates. These are aligned left, figures right. */
export const isTextColumn = ({ type }: TableColumn): boolean => ['text', 'month', 'date'].includes(type)

/** Formats a cell for readers. */
export function formatCell(cell: TableCell, { type }: TableColumn, { formats, words }: Wording): string {
  if (cell === null) return ''
  if (type === 'month') return formats.month(String(cell))
  if (type === 'date') return formats.day(String(cell))
  if (type === 'rupiah') return formats.rupiah(String(cell))
  if (type === 'percent') return formats.percent(String(cell))
  if (typeof cell === 'number') return type === 'change' ? formats.signed(cell) : formats.number(cell)
  return cell === '' ? words.hidden : cell
}

/** Formats a cell for readers, with a mark if its number is from an earlier month. */
export function formatMarkedCell(
  { columns }: Pick<ReportTable, 'columns'>,
  row: TableCell[],
  at: number,
  wording: Wording,
): string {
  const column = columns[at]
  if (!column) return ''
  const text = formatCell(row[at] ?? null, column, wording)
  const earlier = columns.findIndex(({ code }) => code === `${column.code}_as_of`)
  return text !== '' && (row[earlier] ?? null) !== null ? `${text}*` : text
}
