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
  postings: { tallies: CellCounters[]; shifts: CellShift[] },
): NodeCounters[] {
  const nodes = new Map(before.map(({ area }) => [area, emptyNode(area)]))
  const pathIn = (area: string) => areas.pathOf(area).filter((code) => nodes.has(code))
  for (const { area, counters } of postings.tallies) {
    const lowest = nodes.get(pathIn(area).at(-1) ?? '')
    if (lowest) addCounters(lowest.inMonth, counters)
  }
  // Adds up from below: each node adds its own sum to the node above it. So a cell is added once, and not again at
  // every level.
  const fromBelow = [...nodes.values()].map((node) => ({ node, path: pathIn(node.area) }))
  for (const { node, path } of fromBelow.toSorted((a, b) => b.path.length - a.path.length)) {
    const above = nodes.get(path.at(-2) ?? '')
    if (above) addCounters(above.inMonth, node.inMonth)
  }
  for (const { area, trueMonth, counters } of postings.shifts)
    for (const code of pathIn(area)) {
      const node = nodes.get(code)
      if (node) node.shifts[trueMonth] = addCounters(node.shifts[trueMonth] ?? {}, counters)
    }
  return before.map(({ area, cumulative }) => {
    const { inMonth, shifts } = nodes.get(area) ?? emptyNode(area)
    const net = netCounters(names, inMonth)
    // A copy costs much, because most nodes hold many counters, and a month changes few nodes.
    const after = Object.keys(net).length === 0 ? cumulative : addCounters({ ...cumulative }, net)
    return { area, inMonth, shifts, cumulative: after }
  })
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
