import { type Month, monthRange, nextMonth } from '../calendar.ts'
import { ascending } from '../values/text-order.ts'
import type { Ledger } from './ledger.ts'
import type { Recount } from './recount.ts'

const closedPerNight = 3

/** The months of a nightly recount: every open one, and the closed ones whose last recount is oldest. */
export function chooseMonths(
  { firstMonth, closedThrough }: Pick<Ledger, 'firstMonth' | 'closedThrough'>,
  current: Month,
  recounts: Pick<Recount, 'month' | 'countedAt'>[],
): Month[] {
  const countedAtByMonth = new Map(recounts.map(({ month, countedAt }) => [month, countedAt]))
  const closedMonths = monthRange(firstMonth, closedThrough)
    .toSorted((a, b) => ascending(countedAtByMonth.get(a) ?? '', countedAtByMonth.get(b) ?? ''))
    .slice(0, closedPerNight)
  return [...closedMonths, ...monthRange(nextMonth(closedThrough), current)]
}
