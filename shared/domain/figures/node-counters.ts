import type { Month } from '../calendar.ts'
import { addCounters, type CounterNames, type Counters, negateCounters, netCounters } from '../ledger/counter.ts'
import type { AreaTree } from '../programme/area-tree.ts'

/**
 * The counters of an area node at the end of a month: net since the start (`net` lines), those posted in the month,
 * and which of these belong to an earlier month.
 */
export type NodeCounters = {
  area: string
  cumulative: Counters
  inMonth: Counters
  shifts: Record<Month, Counters>
}

export const emptyNode = (area: string): NodeCounters => ({ area, cumulative: {}, inMonth: {}, shifts: {} })

/** Counters posted in one cell in a month, and what of them belongs to earlier months. */
export type CellCounters = { area: string; counters: Counters }
export type CellShift = CellCounters & { trueMonth: Month }

/**
 * The nodes at the end of a month, from those at the end of the month before and what was posted in the month.
 * Only the nodes given are carried on: every one that a cell lies in must be among them to be counted.
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
 * A node of month `month` restated: as posted, plus what later months posted that belongs to it or to a month before
 * it; its own month without what was posted in it for earlier months.
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
