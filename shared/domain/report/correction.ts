import type { Bilingual } from '../bilingual.ts'
import { restateNode } from '../figures/node-counters.ts'
import { type Frame, makeFrame } from '../ledger/frame.ts'
import { type ReportScope, sumCorrectionsAfter } from './book.ts'
import type { Issue } from './issue.ts'
import type { Correction, PrintedChange, PrintedValue } from './printed-change.ts'
import { listPrinted } from './printed-values.ts'
import type { Report } from './report.ts'
import { sumLinesByKind } from './series.ts'

const placeKey = ({ table, row, column }: Omit<PrintedValue, 'value'>): string => `${table} ${row} ${column}`

/**
 * The printed values in which two reports of a scope differ, in the order of the later one. The later one's renderer
 * says which values are compared.
 */
function compareReports(before: Report, after: Report): PrintedChange[] {
  const was = listPrinted(before, after.renderer)
  const now = listPrinted(after, after.renderer)
  const old = new Map(was.map((each) => [placeKey(each), each]))
  const unmatched = new Map(old)
  const changes = now.map(({ value, ...place }): PrintedChange => {
    unmatched.delete(placeKey(place))
    return { ...place, old: old.get(placeKey(place))?.value ?? null, new: value }
  })
  const removals = [...unmatched.values()].map(
    ({ value, ...place }): PrintedChange => ({ ...place, old: value, new: null }),
  )
  return [...changes, ...removals].filter((each) => JSON.stringify(each.old) !== JSON.stringify(each.new))
}

/**
 * Describes what an issue corrects in one scope. `printed` is the report of the issue before, `reread` is the same
 * report in the reading of the later issue, and `report` is that of the later issue. A value that differs only because
 * of the reading is no correction. An issue does not say to which months the reasons of its reversals belong, so
 * changed reasons count only for stages that were reversed since.
 */
export function describeCorrection(
  { printed, reread, report }: { printed: Report; reread: Report; report: Report },
  moved: Correction['moved'],
): Correction {
  const reversedStages = new Set(moved.flatMap((each) => (each.reversed === 0 ? [] : [each.stage])))
  const correctedValues = new Map(
    compareReports(reread, report)
      .filter(({ table, row }) => table !== 'reasons' || reversedStages.has(row.split('/')[0] ?? ''))
      .map((change) => [placeKey(change), change.old]),
  )
  const changes = compareReports(printed, report)
  const ownChanges = changes.flatMap((change) => {
    const rereadValue = correctedValues.get(placeKey(change))
    if (rereadValue === undefined) return []
    const isMixed = change.table !== 'reasons' && JSON.stringify(rereadValue) !== JSON.stringify(change.old)
    return [isMixed ? { ...change, reread: rereadValue } : change]
  })
  return { number: printed.number, changes: ownChanges, byReading: changes.length - ownChanges.length, moved }
}

/** Reads an issue as posted in the restated reading of the same day, without anything that came later. */
export function readRestated(issue: Issue): Issue {
  const { month, figures, book } = issue
  if (figures.reading === 'restated') return issue
  const { names } = makeFrame(book.programme)
  return {
    ...issue,
    figures: { ...figures, reading: 'restated', restatedThrough: month },
    book: { ...book, cells: book.cells.map((cell) => restateNode(names, month, cell, [])) },
  }
}

/** What was posted between two issues for their month and for earlier months, by stage. */
export function listMovements(
  frame: Frame,
  before: Issue,
  { month, book }: Issue,
  { stages, scope }: { stages: { stage: string; name: Bilingual }[]; scope: ReportScope },
): Correction['moved'] {
  const [old, now] = [before.book, book].map((each) => sumCorrectionsAfter(frame, each, month, scope))
  return stages.flatMap(({ stage, name }) => {
    const [was, is] = [sumLinesByKind(old?.get(stage) ?? {}), sumLinesByKind(now?.get(stage) ?? {})]
    const late = is.late - was.late
    const reversed = is.reversed - was.reversed
    const reclassified = is.reclassified - was.reclassified
    return late === 0 && reversed === 0 && reclassified === 0 ? [] : [{ stage, name, late, reversed, reclassified }]
  })
}

/**
 * The public form of a correction. It contains only values that both public reports print. It does not say how many
 * entries were late or reversed, because that could reveal small groups.
 */
export function makePublicCorrection(report: Report, before: Report, after: Report): Correction | undefined {
  if (!report.correction) return undefined
  const correctedPlaces = new Set(report.correction.changes.map(placeKey))
  const changes = compareReports(before, after).filter(
    (change) => correctedPlaces.has(placeKey(change)) && change.old !== null && change.new !== null,
  )
  return {
    number: before.number,
    changes,
    byReading: 0,
    moved: report.correction.moved.map(({ stage, name }) => ({
      stage,
      name,
      late: null,
      reversed: null,
      reclassified: null,
    })),
  }
}
