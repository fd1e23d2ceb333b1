import type { Deps } from '../../deps.ts'
import { type Month, monthRange, nextMonth } from '../../domain/calendar.ts'
import { carryNodes, emptyNode, type NodeCounters, restateNode } from '../../domain/figures/node-counters.ts'
import type { Frame } from '../../domain/ledger/frame.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import { mapAtOnce } from '../map-at-once.ts'

export type CounterDeps = Pick<Deps, 'frame' | 'totals' | 'tallies'>

/** The state of the books. It shows which months are closed, and whether their totals have changed. */
type Edition = Pick<Ledger, 'closedThrough' | 'version' | 'remakeFrom'>

/** Usually one to three months are open. On a new ledger all are open, and each needs a query per shard. */
export const monthsAtOnce = 4

/** How many levels below an area are read with it. */
export type Depth = 0 | 1 | 2

/**
 * An area node and its descendants at the end of each month from `from` to `to`, in order.
 *
 * Closed months are frozen and read as they are. An open month is the last closed month plus the tallies since. So the
 * cost depends on the number of areas and open months, not of members or years. If `closedThrough` is before the first
 * month, everything starts from 0.
 */
export async function readNodesOverMonths(
  deps: CounterDeps,
  books: Edition,
  area: string,
  { from, to, depth }: { from: Month; to: Month; depth: Depth },
): Promise<Map<Month, NodeCounters[]>> {
  const { frame, tallies } = deps
  const { closedThrough } = books
  const byMonth = new Map<Month, NodeCounters[]>()
  const closedMonths = monthRange(from, to).filter((month) => month <= closedThrough)
  const frozenNodes =
    depth === 0
      ? (await deps.totals.ofEdition(books).ofArea(closedMonths, area)).map((node) => [node])
      : await Promise.all(closedMonths.map((month) => readFrozenNodes(deps, books, month, area, depth)))
  closedMonths.forEach((month, i) => {
    byMonth.set(month, frozenNodes[i] ?? [])
  })
  if (to <= closedThrough) return byMonth

  const openMonths = monthRange(nextMonth(closedThrough), to)
  const shards = listShards(frame, area)
  const [start, posted] = await Promise.all([
    byMonth.get(closedThrough) ?? readFrozenNodes(deps, books, closedThrough, area, depth),
    mapAtOnce(openMonths, monthsAtOnce, (month) => tallies.inMonth(month, shards)),
  ])
  let nodes = start
  openMonths.forEach((month, i) => {
    nodes = carryNodes(frame, nodes, posted[i] ?? { tallies: [], shifts: [] })
    if (month >= from) byMonth.set(month, nodes)
  })
  return byMonth
}

/** The shards in which the counters of an area lie. */
export const listShards = ({ areas }: Pick<Frame, 'areas'>, area: string): string[] =>
  areas.shards.filter((shard) => areas.isWithin(shard, area) || areas.isWithin(area, shard))

/** The node, then its descendants: every area of the programme, even those without members. */
async function readFrozenNodes(
  { frame, totals }: CounterDeps,
  books: Edition,
  month: Month,
  area: string,
  depth: Depth,
): Promise<NodeCounters[]> {
  const editionTotals = totals.ofEdition(books)
  const levels = Array.from({ length: depth }, (_, i) => i + 1)
  const storedNodes =
    area === frame.areas.root
      ? await editionTotals.fromRoot(month, depth)
      : await Promise.all([
          editionTotals.ofArea([month], area),
          ...levels.map((level) => editionTotals.below(month, area, level)),
        ])
  const nodeByArea = new Map(storedNodes.flat().map((each) => [each.area, each]))
  return frame.areas.below(area, depth).map((code) => nodeByArea.get(code) ?? emptyNode(code))
}

/** The nodes at a month's end: as posted, or restated with what later months posted for it. */
export function selectNodesForReading(
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
    restateNode(
      frame.names,
      month,
      node,
      later.flatMap((others) => others.get(node.area) ?? []),
    ),
  )
}
