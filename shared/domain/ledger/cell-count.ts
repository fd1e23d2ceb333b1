import type { Month } from '../calendar.ts'
import { sumContributions } from './contribution.ts'
import type { CounterNames, Counters } from './counter.ts'
import type { Entry } from './entry.ts'
import type { Difference } from './recount.ts'

/** A cell's counters as stored: its tally, and its shifts by true month. */
export type StoredCell = {
  month: Month
  area: string
  counters: Counters
  shifts: { trueMonth: Month; counters: Counters }[]
}

/** A cell recounted from its entries, and every counter that differs from the stored one. */
export type CellCount = {
  entries: number
  counters: Counters
  shifts: Map<Month, Counters>
  differences: Difference[]
}

/** Recounts a cell from its entries and compares the result with what is stored. */
export function countCell(names: CounterNames, stored: StoredCell, entries: Entry[]): CellCount {
  const { month, area } = stored
  const sums = sumContributions(names, entries)
  const counters = sums.tallies[0]?.counters ?? {}
  const shifts = new Map(sums.shifts.map((shift) => [shift.trueMonth, shift.counters]))
  const before = new Map(stored.shifts.map((shift) => [shift.trueMonth, shift.counters]))
  const trueMonths = [...new Set([...before.keys(), ...shifts.keys()])]
  return {
    entries: entries.length,
    counters,
    shifts,
    differences: [
      ...compareCounters(stored.counters, counters, { month, area }),
      ...trueMonths.flatMap((trueMonth) =>
        compareCounters(before.get(trueMonth) ?? {}, shifts.get(trueMonth) ?? {}, { month, area, trueMonth }),
      ),
    ],
  }
}

/** Every counter whose stored value differs from the counted one. A missing counter is 0. */
export const compareCounters = (
  stored: Counters,
  counted: Counters,
  where: Pick<Difference, 'month' | 'area' | 'trueMonth'>,
): Difference[] =>
  [...new Set([...Object.keys(stored), ...Object.keys(counted)])].flatMap((counter) => {
    const difference = { ...where, counter, stored: stored[counter] ?? 0, counted: counted[counter] ?? 0 }
    return difference.stored === difference.counted ? [] : [difference]
  })
