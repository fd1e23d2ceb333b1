import type { Speech } from '../words/speech.ts'

/** What a column holds: names and words, numbers of people, percentages of two decimals, months. */
export type TableColumn = {
  code: string
  heading: string
  type: 'text' | 'count' | 'change' | 'percent' | 'month' | 'rupiah'
  /** Too fine for a printed page or a mail: only files have it. */
  detail?: true
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
export const count = (code: string, heading: string): TableColumn => ({ code, heading, type: 'count' })
export const change = (code: string, heading: string): TableColumn => ({ code, heading, type: 'change' })
export const percent = (code: string, heading: string): TableColumn => ({ code, heading, type: 'percent' })
export const rupiah = (code: string, heading: string): TableColumn => ({ code, heading, type: 'rupiah' })
export const month = (code: string, heading: string): TableColumn => ({ code, heading, type: 'month' })

/** The earlier month whose number another column still shows, if it is not that of the report. */
export const asOf = (code: string, heading: string): TableColumn => ({
  ...month(`${code}_as_of`, heading),
  detail: true,
})

/** Words and months, which stand to the left; figures stand to the right. */
export const isTextColumn = ({ type }: TableColumn): boolean => type === 'text' || type === 'month'

/** A cell as people read it. */
export function formatCell(cell: TableCell, { type }: TableColumn, { formats, words }: Speech): string {
  if (cell === null) return ''
  if (type === 'month') return formats.month(String(cell))
  if (type === 'rupiah') return formats.rupiah(String(cell))
  if (type === 'percent') return formats.percent(String(cell))
  if (typeof cell === 'number') return type === 'change' ? formats.signed(cell) : formats.number(cell)
  return cell === '' ? words.hidden : cell
}

/** A cell as people read it, marked if its number is that of an earlier month. */
export function formatMarkedCell(
  { columns }: Pick<ReportTable, 'columns'>,
  row: TableCell[],
  at: number,
  speech: Speech,
): string {
  const column = columns[at]
  if (!column) return ''
  const text = formatCell(row[at] ?? null, column, speech)
  const earlier = columns.findIndex(({ code }) => code === `${column.code}_as_of`)
  return text !== '' && (row[earlier] ?? null) !== null ? `${text}*` : text
}
