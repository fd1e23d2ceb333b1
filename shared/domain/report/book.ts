import * as z from 'zod'
import { laterOf, Month } from '../calendar.ts'
import { AimedAt } from '../figures/indicator-figures.ts'
import { emptyNode, type NodeCounters } from '../figures/node-counters.ts'
import { addCounters, type Counters, effectOfLine, entryLines, isOfStage, type ReportLine } from '../ledger/counter.ts'
import type { Frame } from '../ledger/frame.ts'
import { Recount } from '../ledger/recount.ts'
import { Programme } from '../programme/programme.ts'
import { Obstacle } from './obstacle.ts'
import { Quality } from './quality.ts'
import { Reversals } from './reversals.ts'

const CounterSums = z.record(z.string(), z.int())

/** The counters of an area at the end of the month, in the reading. */
const Cell = z.object({
  area: z.string(),
  cumulative: CounterSums,
  inMonth: CounterSums,
  shifts: z.record(Month, CounterSums),
})

/** Cumulative members of an area as posted, by `agency/stage`: one number per month of the book. */
const CellSeries = z.object({ area: z.string(), members: z.record(z.string(), z.array(z.int())) })

/**
 * What a month posted for an earlier month. A true month before the book's first month is recorded as that first month.
 */
const Correction = z.object({
  postedIn: Month,
  trueMonth: Month,
  area: z.string(),
  agency: z.string(),
  stage: z.string(),
  line: z.enum(['late', 'reversed', 'reclassified_out', 'reclassified_in']),
  members: z.int(),
})
type Correction = z.infer<typeof Correction>

/**
 * What an issue keeps besides the programme's figures, so that the report of any area and agency is a pure function of
 * the issue. It holds the counters of the lowest areas (all other areas are their sums), the programme and the targets
 * needed to read them, and the earlier months as posted. Its size depends on the number of areas and agencies, not of
 * members or years.
 */
export const Book = z
  .object({
    programme: Programme,
    through: Month.describe('Restated with everything posted up to this month; as posted: the month itself'),
    cells: z.array(Cell),
    aims: z.array(AimedAt).describe('Every target in force, of any area and agency'),
    months: z.array(Month).describe('The months of the series: this one and the thirteen before it'),
    series: z.array(CellSeries),
    corrections: z.array(Correction),
    reversals: z.array(Reversals).describe('Why stages were reversed in the month'),
    obstacles: z.array(Obstacle),
    quality: Quality,
    recount: Recount.pick({ countedAt: true, agreedAt: true, cells: true, entries: true, differing: true }).optional(),
  })
  .meta({ id: 'Book' })
export type Book = z.infer<typeof Book>

/** How many months a book holds. A year's series shows thirteen months, and compares the first with the one before. */
const monthsKept = 14

/**
 * What a book is made from, besides the previous month's book. `read` has the nodes in the reading; `posted`
 * has those that each month posted, beginning with the book's own month.
 */
export type BookParts = Pick<Book, 'aims' | 'reversals' | 'obstacles' | 'quality' | 'recount'> & {
  month: Month
  read: NodeCounters[]
  posted: Map<Month, NodeCounters[]>
}

/** Makes the book of a month from the previous month's. The first month has no previous book. */
export function makeBook(frame: Frame, before: Book | undefined, { month, read, posted, ...rest }: BookParts): Book {
  const months = [...(before?.months ?? []), month].slice(-monthsKept)
  const [oldest = month] = months
  const membersByArea = new Map(
    keepLowest(frame, posted.get(month) ?? []).map((node) => [node.area, countByKey(frame, node)]),
  )
  const earlierSeries = new Map(before?.series.map(({ area, members }) => [area, members]))
  const areas = keepLowest(frame, read).map(({ area }) => area)
  return {
    programme: frame.programme,
    through: [...posted.keys()].toSorted().at(-1) ?? month,
    cells: keepLowest(frame, read),
    months,
    series: areas.map((area) => ({
      area,
      members: extendSeries(earlierSeries.get(area), membersByArea.get(area) ?? {}, months.length),
    })),
    corrections: sumCorrections(
      [
        ...(before?.corrections ?? []),
        ...[...posted].flatMap(([postedIn, nodes]) =>
          keepLowest(frame, nodes).flatMap((node) => listCorrections(frame, postedIn, node)),
        ),
      ]
        .filter(({ postedIn }) => postedIn > oldest)
        .map((correction) => ({ ...correction, trueMonth: laterOf(correction.trueMonth, oldest) })),
    ),
    ...rest,
  }
}

/** The nodes that have no other node below them. Each entry counts in exactly one of these. */
function keepLowest({ areas }: Frame, nodes: NodeCounters[]): NodeCounters[] {
  const parents = new Set(nodes.map(({ area }) => areas.pathOf(area).at(-2)))
  return nodes.filter(({ area }) => !parents.has(area))
}

const seriesKey = (agency: string, stage: string) => `${agency}/${stage}`

function countByKey({ names }: Frame, { cumulative }: NodeCounters): Record<string, number> {
  const members: Record<string, number> = {}
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (isOfStage(counter)) addCounters(members, { [seriesKey(counter.agency, counter.stage)]: n })
  }
  return members
}

/** Adds a month to the series. Leaves out a series that is 0 in every month. */
function extendSeries(
  before: Record<string, number[]> | undefined,
  own: Record<string, number>,
  length: number,
): Record<string, number[]> {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(own)])].toSorted()
  const rows = keys.map((key): [string, number[]] => {
    const earlier = before?.[key]?.slice(-(length - 1)) ?? []
    const missing = Array.from({ length: length - 1 - earlier.length }, () => 0)
    return [key, [...missing, ...(length > 1 ? earlier : []), own[key] ?? 0]]
  })
  return Object.fromEntries(rows.filter(([, members]) => members.some((n) => n !== 0)))
}

function listCorrections({ names }: Frame, postedIn: Month, { area, shifts }: NodeCounters): Correction[] {
  return Object.entries(shifts).flatMap(([trueMonth, counters]) =>
    Object.entries(counters).flatMap(([name, members]) => {
      const counter = names.read(name)
      if (!isOfStage(counter)) return []
      const { agency, stage, line } = counter
      if (line === 'net' || line === 'attained') return []
      return [{ postedIn, trueMonth, area, agency, stage, line, members }]
    }),
  )
}

/** Merges corrections that differ only in gender and category, which a book does not keep. */
function sumCorrections(corrections: Correction[]): Correction[] {
  const sums = new Map<string, Correction>()
  for (const correction of corrections) {
    const { members, ...rest } = correction
    const key = Object.values(rest).join('/')
    const sum = sums.get(key)
    if (sum) sum.members += members
    else sums.set(key, { ...correction })
  }
  return [...sums.values()]
}

/** The scope of a report: an area, and one agency or all. */
export type ReportScope = { area: string; agency?: string | undefined }

/** Returns a function that gives the node of any area: the sum of the book's cells in that area. */
export function makeNodeLookup({ areas }: Frame, { cells }: Book): (area: string) => NodeCounters {
  const nodes = new Map<string, NodeCounters>()
  return (area) => {
    const found = nodes.get(area)
    if (found) return found
    const node = emptyNode(area)
    for (const cell of cells) {
      if (!areas.isWithin(cell.area, area)) continue
      addCounters(node.cumulative, cell.cumulative)
      addCounters(node.inMonth, cell.inMonth)
      for (const [trueMonth, counters] of Object.entries(cell.shifts))
        node.shifts[trueMonth] = addCounters(node.shifts[trueMonth] ?? {}, counters)
    }
    nodes.set(area, node)
    return node
  }
}

/** Cumulative members of a scope as posted, by stage, for each month of the book. */
export function sumSeries({ areas }: Frame, { series, months }: Book, { area, agency }: ReportScope): Counters[] {
  const rows: Counters[] = months.map(() => ({}))
  for (const cell of series) {
    if (!areas.isWithin(cell.area, area)) continue
    for (const [key, members] of Object.entries(cell.members)) {
      const [seriesAgency, stage = ''] = key.split('/')
      if (agency !== undefined && seriesAgency !== agency) continue
      rows.forEach((row, i) => {
        addCounters(row, { [stage]: members[i] ?? 0 })
      })
    }
  }
  return rows
}

/** What later months posted for the time up to the end of a month, by stage and line. */
export function sumCorrectionsAfter(
  { areas }: Frame,
  { corrections }: Book,
  month: Month,
  { area, agency }: ReportScope,
): Map<string, Partial<Record<ReportLine, number>>> {
  const byStage = new Map<string, Partial<Record<ReportLine, number>>>()
  for (const row of corrections) {
    if (row.postedIn <= month || row.trueMonth > month || !areas.isWithin(row.area, area)) continue
    if (agency !== undefined && row.agency !== agency) continue
    const lines = byStage.get(row.stage) ?? {}
    lines[row.line] = (lines[row.line] ?? 0) + row.members
    byStage.set(row.stage, lines)
  }
  return byStage
}

/** The net number of members on these lines. */
export const calculateNet = (lines: Partial<Record<ReportLine, number>>): number =>
  entryLines.reduce((sum, line) => sum + effectOfLine(line) * (lines[line] ?? 0), 0)
