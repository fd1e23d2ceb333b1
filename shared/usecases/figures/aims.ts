import { type Month, previousMonth } from '../../domain/calendar.ts'
import { countIndicator } from '../../domain/figures/indicator-count.ts'
import type { AimedAt } from '../../domain/figures/indicator-figures.ts'
import type { Aim, Yardstick } from '../../domain/figures/yardstick.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import type { Target } from '../../domain/programme/target.ts'
import { type CounterDeps, readNodesOverMonths, selectNodesForReading } from './node-counters.ts'

/** The month whose end to read: as posted or, with `restatedThrough`, including what later months posted for it. */
type ReadAt = { month: Month; restatedThrough?: Month | undefined }

/** Measures every target of a yardstick, of any scope. */
export async function measureAimsInForce(
  deps: CounterDeps,
  books: Ledger,
  at: ReadAt,
  { frame, aims }: Yardstick,
): Promise<AimedAt[]> {
  return measureAims(
    { ...deps, frame },
    books,
    at,
    aims.filter(({ target }) => frame.areas.find(target.area)),
  )
}

/** Measures targets at the start and end of their periods, in the same reading as the month. */
export async function measureAims(
  deps: CounterDeps,
  books: Ledger,
  { month, restatedThrough }: ReadAt,
  aims: Aim[],
): Promise<AimedAt[]> {
  const { names, programme } = deps.frame
  const counts = new Map(programme.indicators.map((indicator) => [indicator.code, indicator.counts]))
  const findMonthBefore = ({ from }: Pick<Target, 'from'>) =>
    from > books.firstMonth ? previousMonth(from) : undefined
  const findLastMonthIfOver = ({ to }: Pick<Target, 'to'>) => (to < month ? to : undefined)
  const byArea = [...Map.groupBy(aims, ({ target }) => target.area)]
  const found = await Promise.all(
    byArea.map(async ([area, areaAims]) => {
      const edges = areaAims.flatMap(({ target }) =>
        [findMonthBefore(target) ?? [], findLastMonthIfOver(target) ?? []].flat(),
      )
      const countersByMonth = await readCumulativeAt(deps, books, area, edges, restatedThrough)
      return areaAims.flatMap(({ target, primary }) => {
        const stage = counts.get(target.indicator)
        if (stage === undefined) return []
        const where = target.agency === undefined ? {} : { agency: target.agency }
        const countAt = (edge: Month | undefined) =>
          countIndicator(names, (edge && countersByMonth.get(edge)) || {}, stage, where)
        const lastMonth = findLastMonthIfOver(target)
        return [
          {
            target,
            primary,
            before: countAt(findMonthBefore(target)),
            ...(lastMonth && { until: countAt(lastMonth) }),
          },
        ]
      })
    }),
  )
  return found.flat()
}

/** The area's cumulative counters at the end of some months, in the same reading as the month. */
async function readCumulativeAt(
  deps: CounterDeps,
  books: Ledger,
  area: string,
  months: Month[],
  restatedThrough: Month | undefined,
) {
  const counters = await Promise.all(
    [...new Set(months)].map(async (month) => {
      const span = { from: month, to: restatedThrough ?? month, depth: 0 } as const
      const byMonth = await readNodesOverMonths(deps, books, area, span)
      return [month, selectNodesForReading(deps, month, byMonth, restatedThrough)[0]?.cumulative ?? {}] as const
    }),
  )
  return new Map(counters)
}
