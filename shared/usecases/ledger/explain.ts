import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { type Month, monthRange, nextMonth } from '../../domain/calendar.ts'
import { matchesCell } from '../../domain/figures/stage-counts.ts'
import type { PartialClassification } from '../../domain/ledger/breakdown-dimensions.ts'
import { type Counter, type Counters, isOfStage } from '../../domain/ledger/counter.ts'
import {
  type Entry,
  effectOf,
  isLoanEntry,
  isReferralEntry,
  LoanEntry,
  ReferralEntry,
  StageEntry,
} from '../../domain/ledger/entry.ts'
import type { LoanFactKind } from '../../domain/ledger/loan-fact-kind.ts'
import type { ReferralFactKind } from '../../domain/ledger/referral-fact-kind.ts'
import { type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import {
  listAgencyProblems,
  listClassificationProblems,
  listStageProblems,
} from '../../domain/programme/known-codes.ts'
import { everyStage, type Programme } from '../../domain/programme/programme.ts'
import { currentMonth, readBooks, requireMonth } from './books.ts'

/** The figure to explain: of a stage, a loan fact or a referral fact, in a month or cumulative up to it, in a scope. */
export type FigureRef = {
  month: Month
  span: 'month' | 'cumulative'
  area: string
  agency?: string | undefined
} & (
  | ({ stage: string } & PartialClassification)
  | { fact: LoanFactKind; partner?: string | undefined }
  | { referral: ReferralFactKind; partner?: string | undefined }
)

const explanation = {
  effect: z.union([z.literal(1), z.literal(-1), z.literal(0)]).describe('What the entry adds to the figure'),
  leftOut: z.enum(['posted_later']).optional().describe('Why it does not count: its month was closed when it came'),
}
export const ExplainedEntry = z
  .discriminatedUnion('kind', [
    StageEntry.extend(explanation),
    LoanEntry.extend(explanation),
    ReferralEntry.extend(explanation),
  ])
  .meta({ id: 'ExplainedEntry' })
export type ExplainedEntry = z.infer<typeof ExplainedEntry>

/** Where a page begins: in the cells of a month, at an area, after an entry. */
export const ExplainCursor = z.object({ month: z.string(), area: z.string(), after: z.string().optional() })
export type ExplainCursor = z.infer<typeof ExplainCursor>

type ExplainDeps = Pick<Deps, 'frame' | 'ledger' | 'tallies' | 'entries' | 'now'>
type Page = { items: ExplainedEntry[]; next?: ExplainCursor }

/** A page stops after this many cells, so that it does not take long if entries are rare. Such a page may be short. */
const cellsPerPage = 50

type Paging = {
  leftOut: boolean
  from?: ExplainCursor | undefined
  limit: number
  mostCells?: number
  mostMonths?: number
}

/**
 * A page of the entries behind a figure. Over all pages, the sum of their effects is the figure. With `leftOut`, the
 * page lists other entries: those that belong to the figure by their true date but were posted in a later month. The
 * tallies show which cells hold such entries, so empty cells are not read. A page ends early after `mostCells` cells or
 * `mostMonths` months.
 */
export async function explain(deps: ExplainDeps, caller: Caller, figure: FigureRef, page: Paging): Promise<Page> {
  const { mostCells = cellsPerPage, mostMonths = Number.POSITIVE_INFINITY } = page
  authorise(deps.frame.areas, caller, 'figures.explain', figure)
  refuseAll(listFigureProblems(deps.frame.programme, figure))
  const { firstMonth } = await readBooks(deps)
  const current = currentMonth(deps)
  requireMonth(deps, { firstMonth }, figure.month)
  const since = figure.span === 'month' ? figure.month : firstMonth
  const months = page.leftOut ? monthRange(nextMonth(figure.month), current) : monthRange(since, figure.month)
  const isInReading = page.leftOut
    ? ({ trueMonth }: { trueMonth: Month }) => trueMonth >= since && trueMonth <= figure.month
    : () => true

  const items: ExplainedEntry[] = []
  let cells = 0
  let readMonths = 0
  for (const month of months) {
    if (page.from && month < page.from.month) continue
    if (readMonths === mostMonths) return { items, next: { month, area: '' } }
    readMonths++
    const resumeAt = page.from?.month === month ? page.from : undefined
    for (const area of await findCellsWith(deps, figure, month, page.leftOut ? isInReading : undefined)) {
      if (resumeAt && area < resumeAt.area) continue
      let after = resumeAt?.area === area ? resumeAt.after : undefined
      do {
        if (cells === mostCells || items.length >= page.limit)
          return { items, next: { month, area, ...(after && { after }) } }
        const found = await deps.entries.pageOfCell(month, area, { after, limit: page.limit - items.length })
        cells++
        for (const entry of found.items)
          if (doesEntryBelong(figure, entry) && isInReading(entry))
            items.push(
              page.leftOut ? { ...entry, effect: 0, leftOut: 'posted_later' } : { ...entry, effect: effectOf(entry) },
            )
        after = found.last
      } while (after !== undefined)
    }
  }
  return { items }
}

/** Problems for codes that the programme does not know. Such a figure does not exist, rather than being 0. */
function listFigureProblems(programme: Programme, figure: FigureRef): Problem[] {
  if (!('stage' in figure)) return listAgencyProblems(programme, figure.agency)
  const { stage } = figure
  return [
    ...(stage === everyStage ? [] : listStageProblems(programme, stage)),
    ...listClassificationProblems(programme, figure),
  ]
}

/**
 * The leaf areas, in order, whose cells of a month have entries of the figure. With `belongs`, only entries that belong
 * to earlier months count.
 */
async function findCellsWith(
  { frame, tallies }: ExplainDeps,
  figure: FigureRef,
  month: Month,
  belongs?: (shift: { trueMonth: Month }) => boolean,
): Promise<string[]> {
  const leaves = new Set(frame.areas.leavesWithin(figure.area))
  const shards = [...new Set([...leaves].map(frame.areas.shardOf))]
  const posted = await tallies.inMonth(month, shards)
  const cells = belongs ? posted.shifts.filter(belongs) : posted.tallies
  const touches = (counters: Counters) =>
    Object.keys(counters).some((name) => {
      const counter = frame.names.read(name)
      return !('bucket' in counter) && doesCounterBelong(figure, counter)
    })
  const found = cells.filter(({ area, counters }) => leaves.has(area) && touches(counters)).map(({ area }) => area)
  return [...new Set(found)].toSorted()
}

/** Whether what a counter counts belongs to the figure. */
function doesCounterBelong(figure: FigureRef, counter: Exclude<Counter, { bucket: number }>): boolean {
  if (figure.agency !== undefined && figure.agency !== counter.agency) return false
  if ('stage' in figure) return isOfStage(counter) && counter.stage === figure.stage && matchesCell(counter, figure)
  if (isOfStage(counter) || (figure.partner !== undefined && counter.partner !== figure.partner)) return false
  return 'fact' in figure
    ? counter.line === 'loan' && counter.fact === figure.fact
    : counter.line === 'referral' && counter.fact === figure.referral
}

/**
 * Whether an entry belongs to the figure. An entry of a loan that followed from a referral belongs to figures of both.
 */
function doesEntryBelong(figure: FigureRef, entry: Entry): boolean {
  if (figure.agency !== undefined && figure.agency !== entry.agency) return false
  if ('stage' in figure) return 'stage' in entry && entry.stage === figure.stage && matchesCell(entry, figure)
  if (!isLoanEntry(entry) && !isReferralEntry(entry)) return false
  if (figure.partner !== undefined && entry.partner !== figure.partner) return false
  if ('fact' in figure) return isLoanEntry(entry) && entry.fact === figure.fact
  return entry.referral !== undefined && entry.fact === figure.referral
}
