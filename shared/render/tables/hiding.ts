import { isPublicReport, type Report } from '../../domain/report/report.ts'
import type { ReportTable } from './table.ts'

/** The tables, besides breakdowns, in which an empty cell is hidden. */
const hidingTables = [
  ...['loan_partners', 'loans', 'lines', 'earlier', 'restatements', 'referrals'],
  ...['place_funnel', 'place_series', 'place_parts', 'place_shares'],
]

/** Whether an empty cell of a table, outside its key columns, is hidden. Only public reports hide cells. */
export const canHideCells = ({ code }: Pick<ReportTable, 'code'>, report: Report): boolean =>
  isPublicReport(report) && (hidingTables.includes(code) || report.breakdowns.some(({ by }) => by === code))

/** Whether a table has a hidden cell, or a number from an earlier month. */
export const hasHiding = (table: ReportTable, report: Report): boolean =>
  canHideCells(table, report) &&
  table.rows.some((row) =>
    table.columns.some(({ code, type }, i) => {
      if (i < table.keys || type === 'text') return false
      return code.endsWith('_as_of') === ((row[i] ?? null) !== null)
    }),
  )
