import type { Deps } from '../deps.ts'
import { busy, invalid, notFound } from '../domain/app-error.ts'
import { addMonths, laterOf, type Month, monthOf, monthRange, previousMonth } from '../domain/calendar.ts'
import { type Figures, figures, membersOf, type Reading } from '../domain/figures.ts'
import type { Caller } from '../domain/grant.ts'
import { type AimedAt, type IndicatorFigures, indicatorFigures } from '../domain/indicator-figures.ts'
import type { Ledger } from '../domain/month-status.ts'
import { type NodeCounters, restated } from '../domain/node-counters.ts'
import { authorise } from '../domain/policy.ts'
import { everyStage, firstStage } from '../domain/programme.ts'
import { scopeKey, type Target, versionOn } from '../domain/target.ts'
import { type CounterDeps, nodesOverMonths } from './node-counters.ts'

export type FigureDeps = CounterDeps & Pick<Deps, 'ledger' | 'targets' | 'partners' | 'now'>

/** What figures are asked for: a month and scope, and which reading. `restatedThrough` defaults to the current month. */
export type FigureQuery = {
  month: Month
  area: string
  agency?: string | undefined
  reading: Reading
  restatedThrough?: Month | undefined
}

/** The figures of a month and scope, for callers who may see that scope. */
export async function monthFigures(deps: FigureDeps, caller: Caller, query: FigureQuery): Promise<Figures> {
  authoriseFigures(deps, caller, query)
  return figuresOf(deps, query)
}

/** Figures of a place that does not exist, and of one that is not the caller's, are not there. */
function authoriseFigures(
  { frame }: Pick<Deps, 'frame'>,
  caller: Caller,
  { area, agency }: Pick<FigureQuery, 'area' | 'agency'>,
): void {
  authorise(frame.areas, caller, 'figures.read', { area, agency })
  if (agency !== undefined && !frame.programme.agencies.some(({ code }) => code === agency)) throw notFound()
}

/** The figures of a month and scope, whoever asks: closing and issuing use them too. */
export const figuresOf = async (deps: FigureDeps, query: FigureQuery): Promise<Figures> =>
  (await readFigures(deps, query)).figures

/** Figures and what they are made of: the area with two levels below it as read, and as each month posted it. */
export type ReadFigures = { figures: Figures; nodes: NodeCounters[]; posted: Map<Month, NodeCounters[]> }

export async function readFigures(deps: FigureDeps, query: FigureQuery): Promise<ReadFigures> {
  const { frame } = deps
  const { month, area, agency, reading } = query
  const books = await booksOf(deps)
  const current = monthOf(deps.now(), frame.programme.zone)
  requireMonth(month, books, current)
  const restatedThrough = reading === 'restated' ? (query.restatedThrough ?? current) : undefined
  if (restatedThrough !== undefined) requireMonth(restatedThrough, { firstMonth: month }, current, 'restatedThrough')

  const [posted, known, recount, targets, primaries, partners] = await Promise.all([
    nodesOverMonths(deps, books.closedThrough, area, { from: month, to: restatedThrough ?? month, depth: 2 }),
    deps.ledger.month(month),
    deps.ledger.recountOf(month),
    deps.targets.all(),
    deps.targets.primaries(),
    frame.programme.financing ? deps.partners.all() : [],
  ])
  const nodes = nodesAsRead(deps, month, posted, restatedThrough)
  const [node, ...below] = nodes
  if (!node) throw notFound()
  const aimed = inForce(targets, month).filter((target) => target.area === area && target.agency === agency)
  const aims = await aimsOf(deps, books, { month, restatedThrough }, { aimed, primaries })
  const about = {
    month,
    ...(agency !== undefined && { agency }),
    reading,
    ...(restatedThrough !== undefined && { restatedThrough }),
    status: known?.status ?? ('open' as const),
    ...(recount && {
      recount: {
        countedAt: recount.countedAt,
        ...(recount.agreedAt && { agreedAt: recount.agreedAt }),
        differing: recount.differing,
      },
    }),
    indicators: indicatorsOf(deps, { month, agency }, node, aims),
  }
  const names = new Map(partners.map(({ code, name }) => [code, name]))
  const partnerName = (code: string) => names.get(code) ?? code
  return { figures: figures(frame, about, node, below, partnerName), nodes, posted }
}

function nodesAsRead(
  { frame }: Pick<Deps, 'frame'>,
  month: Month,
  byMonth: Map<Month, NodeCounters[]>,
  restatedThrough: Month | undefined,
): NodeCounters[] {
  const nodes = byMonth.get(month) ?? []
  if (restatedThrough === undefined) return nodes
  const later = [...byMonth]
    .filter(([other]) => other > month)
    .map(([, others]) => new Map(others.map((n) => [n.area, n])))
  return nodes.map((node) =>
    restated(
      frame.names,
      month,
      node,
      later.flatMap((others) => others.get(node.area) ?? []),
    ),
  )
}

export async function booksOf({ ledger }: Pick<Deps, 'ledger'>): Promise<Ledger> {
  const books = await ledger.get()
  if (!books) throw busy('busy')
  return books
}

/** Refuses a month that is not of the programme, or to come; `field` is what the caller said it in. */
export function requireMonth(
  month: Month,
  { firstMonth }: Pick<Ledger, 'firstMonth'>,
  lastMonth: Month,
  field = 'month',
): void {
  if (month < firstMonth || month > lastMonth) throw invalid('month_outside', { month, firstMonth, lastMonth }, [field])
}

/** Every indicator with the targets aimed at. */
function indicatorsOf(
  { frame }: Pick<Deps, 'frame'>,
  { month, agency }: Pick<FigureQuery, 'month' | 'agency'>,
  node: NodeCounters,
  aims: AimedAt[],
): IndicatorFigures[] {
  const where = agency === undefined ? {} : { agency }
  const count = (stage: string) => membersOf(frame.names, node.cumulative, stage, where)
  const first = count(firstStage(frame.programme).code)
  return frame.programme.indicators.map((indicator) =>
    indicatorFigures(indicator, month, {
      value: count(indicator.counts),
      first,
      aims: aims.filter(({ target }) => target.indicator === indicator.code),
    }),
  )
}

/** Every target of any scope whose period the month lies in or after, with what had been attained before its period. */
export async function aimsInForce(
  deps: FigureDeps,
  { month, restatedThrough }: Pick<FigureQuery, 'month' | 'restatedThrough'>,
): Promise<AimedAt[]> {
  const [books, targets, primaries] = await Promise.all([booksOf(deps), deps.targets.all(), deps.targets.primaries()])
  const places = deps.frame.areas
  const aimed = inForce(targets, month).filter(({ area }) => places.find(area))
  return aimsOf(deps, books, { month, restatedThrough }, { aimed, primaries })
}

/** Targets with what was attained at the edges of their periods, in the same reading as the month's. */
async function aimsOf(
  deps: FigureDeps,
  books: Ledger,
  { month, restatedThrough }: Pick<FigureQuery, 'month' | 'restatedThrough'>,
  { aimed, primaries }: { aimed: Target[]; primaries: Map<string, string> },
): Promise<AimedAt[]> {
  const { names, programme } = deps.frame
  const counts = new Map(programme.indicators.map((indicator) => [indicator.code, indicator.counts]))
  const before = ({ from }: Pick<Target, 'from'>) => (from > books.firstMonth ? previousMonth(from) : undefined)
  const ended = ({ to }: Pick<Target, 'to'>) => (to < month ? to : undefined)
  const byArea = [...Map.groupBy(aimed, ({ area }) => area)]
  const aims = await Promise.all(
    byArea.map(async ([area, targets]) => {
      const edges = targets.flatMap((target) => [before(target) ?? [], ended(target) ?? []].flat())
      const at = await cumulativeAt(deps, books, area, edges, restatedThrough)
      return targets.flatMap(({ setBy: _, setAt: __, ...target }) => {
        const stage = counts.get(target.indicator)
        if (stage === undefined) return []
        const where = target.agency === undefined ? {} : { agency: target.agency }
        const countAt = (edge: Month | undefined) => membersOf(names, (edge && at.get(edge)) || {}, stage, where)
        const over = ended(target)
        return [
          {
            target,
            primary: primaries.get(scopeKey(target)) === target.id,
            before: countAt(before(target)),
            ...(over && { until: countAt(over) }),
          },
        ]
      })
    }),
  )
  return aims.flat()
}

/** Of each target the version in force at the end of the month, if its period has begun. */
function inForce(targets: Target[], month: Month): Target[] {
  const versions = Map.groupBy(targets, ({ id }) => id)
  return [...versions.values()].flatMap((each) => {
    const target = versionOn(each, `${month}-31`)
    return target && target.from <= month ? [target] : []
  })
}

/** The area's cumulative counters at the end of some months, in the same reading as the month's. */
async function cumulativeAt(
  deps: FigureDeps,
  books: Ledger,
  area: string,
  months: Month[],
  restatedThrough: Month | undefined,
) {
  const counters = await Promise.all(
    [...new Set(months)].map(async (month) => {
      const span = { from: month, to: restatedThrough ?? month, depth: 0 } as const
      const byMonth = await nodesOverMonths(deps, books.closedThrough, area, span)
      return [month, nodesAsRead(deps, month, byMonth, restatedThrough)[0]?.cumulative ?? {}] as const
    }),
  )
  return new Map(counters)
}

/** One month of a series: cumulative members and the month's net change, by stage. */
export type SeriesRow = { month: Month; closed: boolean; stages: Record<string, { cumulative: number; net: number }> }

const mostMonths = 120

/** The stages over months, as posted, oldest first; `from` defaults to a year before `to`. */
export async function figureSeries(
  deps: FigureDeps,
  caller: Caller,
  query: { from?: Month | undefined; to: Month; area: string; agency?: string | undefined },
): Promise<SeriesRow[]> {
  const { to, area, agency } = query
  authoriseFigures(deps, caller, { area, agency })
  const books = await booksOf(deps)
  const current = monthOf(deps.now(), deps.frame.programme.zone)
  requireMonth(to, books, current, 'to')
  const from = query.from ?? laterOf(books.firstMonth, addMonths(to, -12))
  requireMonth(from, books, current, 'from')
  const months = monthRange(from, to)
  if (months.length === 0 || months.length > mostMonths) throw invalid('month_range', { most: mostMonths }, ['from'])
  const { names, programme } = deps.frame
  const before = from > books.firstMonth ? previousMonth(from) : undefined
  const byMonth = await nodesOverMonths(deps, books.closedThrough, area, { from: before ?? from, to, depth: 0 })
  const members = (month: Month | undefined, stage: string) =>
    membersOf(
      names,
      (month && byMonth.get(month)?.[0]?.cumulative) || {},
      stage,
      agency === undefined ? {} : { agency },
    )
  return months.map((month, i) => ({
    month,
    closed: month <= books.closedThrough,
    stages: Object.fromEntries(
      [...programme.stages.map(({ code }) => code), everyStage].map((stage) => {
        const cumulative = members(month, stage)
        return [stage, { cumulative, net: cumulative - members(i === 0 ? before : months[i - 1], stage) }]
      }),
    ),
  }))
}
