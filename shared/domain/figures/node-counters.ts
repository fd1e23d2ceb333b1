import type { Month } from '../calendar.ts'
import { addCounters, type CounterNames, type Counters, negateCounters, netCounters } from '../ledger/counter.ts'
import type { AreaTree } from '../programme/area-tree.ts'

/**
 * The counters of an area node at the end of a month: the net since the start (`net` lines), what the month posted, and
 * which part of that belongs to an earlier month.
 */
export type NodeCounters = {
  area: string
  cumulative: Counters
  inMonth: Counters
  shifts: Record<Month, Counters>
}

export const emptyNode = (area: string): NodeCounters => ({ area, cumulative: {}, inMonth: {}, shifts: {} })

/** The counters that a month posted in one cell. */
export type CellCounters = { area: string; counters: Counters }
export type CellShift = CellCounters & { trueMonth: Month }

/**
 * Makes the nodes at the end of a month from those of the month before and from what the month posted. A cell counts
 * only in the nodes given here, so pass every node that contains it.
 */
export function carryNodes(
  { areas, names }: { areas: AreaTree; names: CounterNames },
  before: NodeCounters[],
  posted: { tallies: CellCounters[]; shifts: CellShift[] },
): NodeCounters[] {
  const nodes = new Map(
    before.map(({ area, cumulative }) => [area, { ...emptyNode(area), cumulative: { ...cumulative } }]),
  )
  for (const { area, counters } of posted.tallies)
    for (const code of areas.pathOf(area)) {
      const node = nodes.get(code)
      if (node) addCounters(node.inMonth, counters)
    }
  for (const { cumulative, inMonth } of nodes.values()) addCounters(cumulative, netCounters(names, inMonth))
  for (const { area, trueMonth, counters } of posted.shifts)
    for (const code of areas.pathOf(area)) {
      const node = nodes.get(code)
      if (node) node.shifts[trueMonth] = addCounters(node.shifts[trueMonth] ?? {}, counters)
    }
  return [...nodes.values()]
}

/**
 * Restates the node of a month. Adds what later months posted for this month or an earlier one, and takes out of the
 * month's own lines what it posted for earlier months.
 */
export function restateNode(
  names: CounterNames,
  month: Month,
  node: NodeCounters,
  later: NodeCounters[],
): NodeCounters {
  const cumulative = { ...node.cumulative }
  const inMonth = { ...node.inMonth }
  for (const [, counters] of Object.entries(node.shifts)) addCounters(inMonth, negateCounters(counters))
  for (const { shifts } of later)
    for (const [trueMonth, counters] of Object.entries(shifts)) {
      if (trueMonth <= month) addCounters(cumulative, netCounters(names, counters))
      if (trueMonth === month) addCounters(inMonth, counters)
    }
  return { ...node, cumulative, inMonth, shifts: {} }
}
