import type { Caller } from '../../domain/access/grant.ts'
import { addMonths, laterOf, type Month, monthRange, previousMonth } from '../../domain/calendar.ts'
import { countMembers } from '../../domain/figures/stage-counts.ts'
import { invalid } from '../../domain/problems/app-error.ts'
import { everyStage } from '../../domain/programme/programme.ts'
import { readBooks, requireMonth } from '../ledger/books.ts'
import { authoriseFigures, type FigureDeps } from './figures.ts'
import { readNodesOverMonths } from './node-counters.ts'
import { readFrozenYardstick } from './yardstick.ts'

/** One month of a series: cumulative members and the month's net change, by stage. */
export type SeriesRow = { month: Month; closed: boolean; stages: Record<string, { cumulative: number; net: number }> }

const mostMonths = 120

/**
 * Reads the figures of each stage over months, as posted, oldest first. `from` defaults to a year before `to`. A closed
 * month has the stages that the programme had when it closed.
 */
export async function readFigureSeries(
  deps: FigureDeps,
  caller: Caller,
  query: { from?: Month | undefined; to: Month; area: string; agency?: string | undefined },
): Promise<SeriesRow[]> {
  const { to, area, agency } = query
  authoriseFigures(deps, caller, { area, agency })
  const books = await readBooks(deps)
  requireMonth(deps, books, to, 'to')
  const from = query.from ?? laterOf(books.firstMonth, addMonths(to, -12))
  requireMonth(deps, books, from, 'from')
  const months = monthRange(from, to)
  if (months.length === 0 || months.length > mostMonths) throw invalid('month_range', { most: mostMonths }, ['from'])
  const statuses = await deps.ledger.months([from, to])
  const yardsticks = new Map(
    await Promise.all(statuses.map(async (each) => [each.month, await readFrozenYardstick(deps, each)] as const)),
  )
  const stagesOf = (month: Month) => (yardsticks.get(month)?.frame ?? deps.frame).programme.stages
  const before = from > books.firstMonth ? previousMonth(from) : undefined
  const byMonth = await readNodesOverMonths(deps, books, area, { from: before ?? from, to, depth: 0 })
  const countStageMembers = (month: Month | undefined, stage: string) =>
    countMembers(
      deps.frame.names,
      (month && byMonth.get(month)?.[0]?.cumulative) || {},
      stage,
      agency === undefined ? {} : { agency },
    )
  return months.map((month, i) => ({
    month,
    closed: month <= books.closedThrough,
    stages: Object.fromEntries(
      [...stagesOf(month).map(({ code }) => code), everyStage].map((stage) => {
        const cumulative = countStageMembers(month, stage)
        return [stage, { cumulative, net: cumulative - countStageMembers(i === 0 ? before : months[i - 1], stage) }]
      }),
    ),
  }))
}
