import { addMonths, type Month } from '../calendar.ts'
import type { Figures } from '../figures/figures.ts'
import type { NodeCounters } from '../figures/node-counters.ts'
import { isOfStage, type ReportLine } from '../ledger/counter.ts'
import type { Frame } from '../ledger/frame.ts'
import { byKey } from '../values/text-order.ts'
import { calculateNet, type ReportScope, sumCorrectionsAfter, sumSeries } from './book.ts'
import type { Issue } from './issue.ts'
import type { Report } from './report.ts'

/**
 * Compares the month with earlier ones in the same reading. So entries that were posted late appear in neither change.
 */
export function compareMonths(month: Month, { stages, reading }: Figures, series: Report['series']) {
  const kind = reading === 'restated' ? 'restated' : 'posted'
  const at = (other: Month, stage: string) => series.find((row) => row.month === other)?.stages[stage]?.[kind]
  return stages.map(({ stage, name, cumulative }) => {
    const lastMonth = at(addMonths(month, -1), stage)
    const yearAgo = at(addMonths(month, -12), stage)
    return {
      stage,
      name,
      members: cumulative,
      ...(lastMonth !== undefined && { lastMonth, sinceLastMonth: cumulative - lastMonth }),
      ...(yearAgo !== undefined && { yearAgo, sinceYearAgo: cumulative - yearAgo }),
    }
  })
}

/** The last thirteen months of the book in both readings, and the months in which the two differ. */
export function makeSeries({ book }: Issue, frame: Frame, scope: ReportScope, { stages }: Figures) {
  const postedMembers = sumSeries(frame, book, scope)
  const codes = stages.map(({ stage }) => stage)
  const restatements: Report['restatements'] = []
  const rows = book.months.map((month, i) => {
    const corrections = sumCorrectionsAfter(frame, book, month, scope)
    return {
      month,
      stages: Object.fromEntries(
        codes.map((stage) => {
          const members = postedMembers[i]?.[stage] ?? 0
          const lines = corrections.get(stage) ?? {}
          const restatedMembers = members + calculateNet(lines)
          if (Object.values(lines).some((n) => n !== 0))
            restatements.push({ month, stage, posted: members, ...sumLinesByKind(lines), restated: restatedMembers })
          return [
            stage,
            { posted: members, restated: restatedMembers, net: members - (postedMembers[i - 1]?.[stage] ?? 0) },
          ]
        }),
      ),
    }
  })
  const shownRows = rows.slice(-13)
  const first = shownRows[0]?.month ?? ''
  return { rows: shownRows, restatements: restatements.filter(({ month }) => month >= first) }
}

type Lines = Partial<Record<ReportLine, number>>

export const sumLinesByKind = (lines: Lines) => ({
  late: lines.late ?? 0,
  reversed: lines.reversed ?? 0,
  reclassified: (lines.reclassified_in ?? 0) - (lines.reclassified_out ?? 0),
  net: calculateNet(lines),
})

/** What the month posted for earlier months, by true month. Empty in a restated reading. */
export function listEarlier(
  { figures: { stages } }: Issue,
  { names }: Frame,
  { agency }: ReportScope,
  node: NodeCounters,
) {
  return Object.entries(node.shifts)
    .toSorted(byKey)
    .flatMap(([trueMonth, counters]) => {
      const byStage = new Map<string, Lines>()
      for (const [name, n] of Object.entries(counters)) {
        const counter = names.read(name)
        if (!isOfStage(counter) || counter.line === 'net') continue
        if (agency !== undefined && counter.agency !== agency) continue
        const lines = byStage.get(counter.stage) ?? {}
        lines[counter.line] = (lines[counter.line] ?? 0) + n
        byStage.set(counter.stage, lines)
      }
      return stages.flatMap(({ stage }) => {
        const lines = byStage.get(stage)
        return lines ? [{ trueMonth, stage, ...sumLinesByKind(lines) }] : []
      })
    })
}
