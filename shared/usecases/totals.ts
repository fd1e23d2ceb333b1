import type { Deps } from '../deps.ts'
import { type Month, previousMonth } from '../domain/calendar.ts'
import { emptyNode, nextNodes } from '../domain/node-counters.ts'

/** Freezes the totals of a month whose cells are closed: those of the month before plus its tallies, at every node. */
export async function saveTotals(
  { frame, totals, tallies }: Pick<Deps, 'frame' | 'totals' | 'tallies'>,
  month: Month,
): Promise<void> {
  const [before, posted] = await Promise.all([totals.all(previousMonth(month)), tallies.inMonth(month)])
  const known = new Map(before.map((node) => [node.area, node]))
  const start = frame.areas.nodes.map((area) => known.get(area) ?? emptyNode(area))
  await totals.save(month, nextNodes(frame, start, posted))
}
