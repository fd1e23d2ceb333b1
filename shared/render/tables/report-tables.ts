import type { Report } from '../../domain/report/report.ts'
import type { Speech } from '../words/speech.ts'
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
export function reportTables(report: Report, speech: Speech): ReportTable[] {
  const tables = figureTables(report, speech)
  return [changeTable(report, tables, speech), ...tables]
}

/** Every table except that of changes. */
export function figureTables(report: Report, speech: Speech): ReportTable[] {
  return [
    indicatorTable(report, speech),
    funnelTable(report, speech),
    comparisonTable(report, speech),
    lineTable(report, speech),
    reasonTable(report, speech),
    seriesTable(report, speech),
    ...report.breakdowns.map((breakdown) => breakdownTable(report, breakdown, speech)),
    earlierTable(report, speech),
    restatementTable(report, speech),
    ...setSinceTables(report, speech),
    ...loanTables(report, speech),
    ...referralTables(report, speech),
    obstacleTable(report, speech),
    qualityTable(report, speech),
    definitionTable(report, speech),
    aboutTable(report, speech),
  ]
}
