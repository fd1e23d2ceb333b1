import type { Deps } from '../deps.ts'
import { type Month, previousMonth } from '../domain/calendar.ts'
import { compareCounters } from '../domain/cell-count.ts'
import type { Difference } from '../domain/month-status.ts'
import { emptyNode, type NodeCounters, nextNodes } from '../domain/node-counters.ts'

type TotalsDeps = Pick<Deps, 'frame' | 'totals' | 'tallies'>

/** Freezes the totals of a month whose cells are closed, at every node. */
export async function saveTotals(deps: TotalsDeps, month: Month): Promise<void> {
  await deps.totals.save(month, await totalsOf(deps, month))
}

/** What the totals of a month are to be: those of the month before plus its tallies. */
async function totalsOf({ frame, totals, tallies }: TotalsDeps, month: Month): Promise<NodeCounters[]> {
  const [before, posted] = await Promise.all([totals.all(previousMonth(month)), tallies.inMonth(month)])
  const known = new Map(before.map((node) => [node.area, node]))
  const start = frame.areas.nodes.map((area) => known.get(area) ?? emptyNode(area))
  return nextNodes(frame, start, posted)
}

/** Every counter in which the frozen totals of a closed month differ from those of the month before plus its tallies. */
export async function totalsDifferences(deps: TotalsDeps, month: Month): Promise<Difference[]> {
  const [stored, wanted] = await Promise.all([deps.totals.all(month), totalsOf(deps, month)])
  const frozen = new Map(stored.map((node) => [node.area, node]))
  return wanted.flatMap((node) => {
    const { cumulative, inMonth, shifts } = frozen.get(node.area) ?? emptyNode(node.area)
    const where = { month, area: node.area }
    const trueMonths = [...new Set([...Object.keys(shifts), ...Object.keys(node.shifts)])]
    return [
      ...compareCounters(cumulative, node.cumulative, where),
      ...compareCounters(inMonth, node.inMonth, where),
      ...trueMonths.flatMap((trueMonth) =>
        compareCounters(shifts[trueMonth] ?? {}, node.shifts[trueMonth] ?? {}, { ...where, trueMonth }),
      ),
    ]
  })
}
