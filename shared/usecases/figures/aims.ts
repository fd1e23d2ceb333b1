import { type Month, previousMonth } from '../../domain/calendar.ts'
import { countIndicator } from '../../domain/figures/indicator-count.ts'
import type { AimedAt } from '../../domain/figures/indicator-figures.ts'
import type { Aim, Yardstick } from '../../domain/figures/yardstick.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import type { Target } from '../../domain/programme/target.ts'
import { type CounterDeps, readNodesAsRead, readNodesOverMonths } from './node-counters.ts'

/** The month whose end to read: as posted or, with `restatedThrough`, including what later months posted for it. */
type ReadAt = { month: Month; restatedThrough?: Month | undefined }

/** Every target of a yardstick, of any scope, with what had been attained before its period. */
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

/** Targets with the values at the start and end of their periods, in the same reading as the month's. */
export async function measureAims(
  deps: CounterDeps,
  books: Ledger,
  { month, restatedThrough }: ReadAt,
  aims: Aim[],
): Promise<AimedAt[]> {
  const { names, programme } = deps.frame
  const counts = new Map(programme.indicators.map((indicator) => [indicator.code, indicator.counts]))
  const before = ({ from }: Pick<Target, 'from'>) => (from > books.firstMonth ? previousMonth(from) : undefined)
  const lastMonthIfOver = ({ to }: Pick<Target, 'to'>) => (to < month ? to : undefined)
  const byArea = [...Map.groupBy(aims, ({ target }) => target.area)]
  const found = await Promise.all(
    byArea.map(async ([area, aimed]) => {
      const edges = aimed.flatMap(({ target }) => [before(target) ?? [], lastMonthIfOver(target) ?? []].flat())
      const at = await readCumulativeAt(deps, books, area, edges, restatedThrough)
      return aimed.flatMap(({ target, primary }) => {
        const stage = counts.get(target.indicator)
        if (stage === undefined) return []
        const where = target.agency === undefined ? {} : { agency: target.agency }
        const countAt = (edge: Month | undefined) => countIndicator(names, (edge && at.get(edge)) || {}, stage, where)
        const over = lastMonthIfOver(target)
        return [{ target, primary, before: countAt(before(target)), ...(over && { until: countAt(over) }) }]
      })
    }),
  )
  return found.flat()
}

/** The area's cumulative counters at the end of some months, in the same reading as the month's. */
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
      return [month, readNodesAsRead(deps, month, byMonth, restatedThrough)[0]?.cumulative ?? {}] as const
    }),
  )
  return new Map(counters)
}
