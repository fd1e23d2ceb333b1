import type { Problem } from '../problems/app-error.ts'

/**
 * A row of a table as a spreadsheet shows it. `row` is its number in the sheet, in which the heading usually is row 1.
 * `line` is the line of a text file on which it begins; in a workbook it equals `row`.
 */
export type TableRow = {
  row: number
  line: number
  cells: string[]
  /** Why the row cannot be relied on. Its cells are still given, as far as they could be read. */
  problem?: Problem
  /** Whether the sheet hides the row. */
  isHidden?: boolean
}

export const isBlankRow = ({ cells }: Pick<TableRow, 'cells'>): boolean => cells.every((cell) => cell.trim() === '')
