import type { Deps } from '../../deps.ts'
import { type Month, previousMonth } from '../../domain/calendar.ts'
import type { AimedAt } from '../../domain/figures/indicator-figures.ts'
import { membersOf } from '../../domain/figures/stage-counts.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import { scopeKey, type Target, versionOn } from '../../domain/programme/target.ts'
import { booksOf } from '../ledger/books.ts'
import { type CounterDeps, nodesAsRead, nodesOverMonths } from './node-counters.ts'

export type AimDeps = CounterDeps & Pick<Deps, 'ledger' | 'targets'>

/** At the end of which month, and as posted or restated with what was posted through a later one. */
type ReadAt = { month: Month; restatedThrough?: Month | undefined }

/** Every target of any scope whose period the month lies in or after, with what had been attained before its period. */
export async function aimsInForce(deps: AimDeps, { month, restatedThrough }: ReadAt): Promise<AimedAt[]> {
  const [books, targets, primaries] = await Promise.all([booksOf(deps), deps.targets.all(), deps.targets.primaries()])
  const places = deps.frame.areas
  const aimed = targetsInForce(targets, month).filter(({ area }) => places.find(area))
  return aimsOf(deps, books, { month, restatedThrough }, { aimed, primaries })
}

/** Targets with what was attained at the edges of their periods, in the same reading as the month's. */
export async function aimsOf(
  deps: AimDeps,
  books: Ledger,
  { month, restatedThrough }: ReadAt,
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
export function targetsInForce(targets: Target[], month: Month): Target[] {
  const versions = Map.groupBy(targets, ({ id }) => id)
  return [...versions.values()].flatMap((each) => {
    const target = versionOn(each, `${month}-31`)
    return target && target.from <= month ? [target] : []
  })
}

/** The area's cumulative counters at the end of some months, in the same reading as the month's. */
async function cumulativeAt(
  deps: AimDeps,
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
