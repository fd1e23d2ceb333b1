import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import type { Month } from '../../domain/calendar.ts'
import type { Figures, Reading } from '../../domain/figures/figures.ts'
import { countIndicator } from '../../domain/figures/indicator-count.ts'
import { type AimedAt, type IndicatorFigures, makeIndicatorFigures } from '../../domain/figures/indicator-figures.ts'
import type { NodeCounters } from '../../domain/figures/node-counters.ts'
import { makeFigures } from '../../domain/figures/node-figures.ts'
import { compareYardsticks, limitYardstick, type Yardstick } from '../../domain/figures/yardstick.ts'
import type { Frame } from '../../domain/ledger/frame.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { firstStage } from '../../domain/programme/programme.ts'
import { type BooksAt, currentMonth, readBooksAt, requireMonth } from '../ledger/books.ts'
import { measureAims } from './aims.ts'
import { type CounterDeps, readNodesOverMonths, selectNodesForReading } from './node-counters.ts'
import { readFrozenYardstick, readTodaysYardstick, type YardstickDeps } from './yardstick.ts'

export type FigureDeps = CounterDeps & YardstickDeps & Pick<Deps, 'ledger' | 'now'>

/** Which figures to read: of a month and scope, in which reading. `restatedThrough` defaults to the current month. */
export type FigureQuery = {
  month: Month
  area: string
  agency?: string | undefined
  reading: Reading
  restatedThrough?: Month | undefined
}

/** Throws `not_found` both for a place that does not exist and for one outside the caller's scope. */
export function authoriseFigures(
  { frame }: Pick<Deps, 'frame'>,
  caller: Caller,
  { area, agency }: Pick<FigureQuery, 'area' | 'agency'>,
): void {
  authorise(frame.areas, caller, 'figures.read', { area, agency })
  if (!isKnownAgency(frame, agency)) throw notFound()
}

const isKnownAgency = ({ programme }: Frame, agency: string | undefined): boolean =>
  agency === undefined || programme.agencies.some(({ code }) => code === agency)

/** The figures of a month and scope, for closing and issuing. Checks no caller. */
export const computeFigures = async (deps: FigureDeps, query: FigureQuery): Promise<Figures> =>
  (await readFigures(deps, query)).figures

/**
 * Figures and their sources: the area with two levels below it, as read and as each month posted it, and the yardstick.
 */
export type ReadFigures = {
  figures: Figures
  nodes: NodeCounters[]
  posted: Map<Month, NodeCounters[]>
  yardstick: Yardstick
}

/**
 * Reads figures with their sources. As posted, a closed month is measured against the yardstick of its closing.
 * Restated, it is measured against present settings, and the result names every setting that changed since.
 * `measuredAs` is another yardstick to use instead, `at` the state of the books if it has just been read.
 *
 * Throws `invalid` for a month outside the books, `not_found` for an unknown area or agency.
 */
export async function readFigures(
  deps: FigureDeps,
  query: FigureQuery,
  { measuredAs, at }: { measuredAs?: Yardstick | undefined; at?: BooksAt } = {},
): Promise<ReadFigures> {
  const { month, area, agency, reading } = query
  const { books, status: monthStatus, recount } = at ?? (await readBooksAt(deps, month))
  requireMonth(deps, books, month)
  const restatedThrough = reading === 'restated' ? (query.restatedThrough ?? currentMonth(deps)) : undefined
  if (restatedThrough !== undefined) requireMonth(deps, { firstMonth: month }, restatedThrough, 'restatedThrough')

  const frozenYardstick = await readFrozenYardstick(deps, monthStatus)
  const asPosted = reading === 'as_posted' ? frozenYardstick : undefined
  const yardstick = measuredAs ?? asPosted ?? (await readTodaysYardstick(deps, month))
  const { frame, aims, partners } = yardstick
  if (!isKnownAgency(frame, agency)) throw notFound()
  const counterDeps = { ...deps, frame }
  const [posted, measuredAims] = await Promise.all([
    readNodesOverMonths(counterDeps, books, area, { from: month, to: restatedThrough ?? month, depth: 2 }),
    measureAims(
      counterDeps,
      books,
      { month, restatedThrough },
      aims.filter(({ target }) => target.area === area && target.agency === agency),
    ),
  ])
  const nodes = selectNodesForReading(counterDeps, month, posted, restatedThrough)
  const [node, ...below] = nodes
  if (!node) throw notFound()
  const limitToScope = limitYardstick({ area, agency })
  const setSince =
    restatedThrough !== undefined && frozenYardstick
      ? compareYardsticks(limitToScope(frozenYardstick), limitToScope(yardstick))
      : []
  const details = {
    month,
    ...(agency !== undefined && { agency }),
    reading,
    ...(restatedThrough !== undefined && { restatedThrough }),
    status: monthStatus?.status ?? ('open' as const),
    ...(recount && {
      recount: {
        countedAt: recount.countedAt,
        ...(recount.agreedAt && { agreedAt: recount.agreedAt }),
        differing: recount.differing,
      },
    }),
    indicators: listIndicators(frame, { month, agency }, node, measuredAims),
    ...(setSince.length > 0 && { setSince }),
  }
  const names = new Map(partners.map(({ code, name }) => [code, name]))
  const partnerName = names.size > 0 ? (code: string) => names.get(code) ?? code : undefined
  return { figures: makeFigures(frame, details, node, below, partnerName), nodes, posted, yardstick }
}

/** Every indicator with its targets and their values. */
function listIndicators(
  frame: Frame,
  { month, agency }: Pick<FigureQuery, 'month' | 'agency'>,
  node: NodeCounters,
  aims: AimedAt[],
): IndicatorFigures[] {
  const where = agency === undefined ? {} : { agency }
  const count = (stage: string) => countIndicator(frame.names, node.cumulative, stage, where)
  const first = count(firstStage(frame.programme).code)
  return frame.programme.indicators.map((indicator) =>
    makeIndicatorFigures(indicator, month, {
      value: count(indicator.counts),
      first,
      aims: aims.filter(({ target }) => target.indicator === indicator.code),
    }),
  )
}
