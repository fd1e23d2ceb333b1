import { isPublicReport, type Report } from '../../domain/report/report.ts'
import type { ReportTable } from './table.ts'

/** The tables besides breakdowns in which an empty cell is a hidden one. */
const hidingTables = [
  ...['loan_partners', 'loans', 'lines', 'earlier', 'restatements'],
  ...['place_funnel', 'place_series', 'place_parts', 'place_shares'],
]

/** Whether an empty cell of a table, behind its keys, is hidden. Only public reports hide any. */
export const canHideCells = ({ code }: Pick<ReportTable, 'code'>, report: Report): boolean =>
  isPublicReport(report) && (hidingTables.includes(code) || report.breakdowns.some(({ by }) => by === code))

/** Whether a table has a hidden cell, or a number of an earlier month. */
export const hasHiding = (table: ReportTable, report: Report): boolean =>
  canHideCells(table, report) &&
  table.rows.some((row) =>
    table.columns.some(({ code, type }, i) => {
      if (i < table.keys || type === 'text') return false
      return code.endsWith('_as_of') === ((row[i] ?? null) !== null)
    }),
  )
