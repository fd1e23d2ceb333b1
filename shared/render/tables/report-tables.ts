import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { breakdownTable } from './breakdown.ts'
import { aboutTable, qualityTable } from './data.ts'
import { comparisonTable, funnelTable } from './funnel.ts'
import { changeTable, earlierTable, restatementTable, seriesTable, setSinceTables } from './history.ts'
import { definitionTable, indicatorTable } from './indicators.ts'
import { lineTable, reasonTable } from './lines.ts'
import { loanTables } from './loans.ts'
import { obstacleTable } from './obstacles.ts'
import { referralTables } from './referrals.ts'
import type { ReportTable } from './table.ts'

/**
 * Every table of a report, in reading order. CSV, XLSX, PDF, text and page print these same cells. An issue that
 * corrects another begins with what changed.
 */
export function reportTables(report: Report, wording: Wording): ReportTable[] {
  const tables = figureTables(report, wording)
  return [changeTable(report, tables, wording), ...tables]
}

/** Every table except that of changes. */
export function figureTables(report: Report, wording: Wording): ReportTable[] {
  return [
    indicatorTable(report, wording),
    funnelTable(report, wording),
    comparisonTable(report, wording),
    lineTable(report, wording),
    reasonTable(report, wording),
    seriesTable(report, wording),
    ...report.breakdowns.map((breakdown) => breakdownTable(report, breakdown, wording)),
    earlierTable(report, wording),
    restatementTable(report, wording),
    ...setSinceTables(report, wording),
    ...loanTables(report, wording),
    ...referralTables(report, wording),
    obstacleTable(report, wording),
    qualityTable(report, wording),
    definitionTable(report, wording),
    aboutTable(report, wording),
  ]
}
