import type { Deps } from '../../deps.ts'
import { type Month, monthRange, previousMonth } from '../../domain/calendar.ts'
import { carryNodes, emptyNode, type NodeCounters } from '../../domain/figures/node-counters.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { compareCounters } from '../../domain/ledger/cell-count.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import type { Difference } from '../../domain/ledger/recount.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { readBooks } from './books.ts'

type TotalsDeps = Pick<Deps, 'frame' | 'totals' | 'tallies'>

/** Freezes the totals of a month whose cells are closed, at every node. */
export async function saveTotals(deps: TotalsDeps, month: Month): Promise<void> {
  await deps.totals.save(month, await computeTotals(deps, month))
}

/**
 * Makes the frozen totals again, from the month that a repair recorded up to the last closed one. The repair does
 * this itself. After an interruption it happens before anything else is closed or issued. Returns the ledger after
 * that.
 */
export async function settleTotals(deps: TotalsDeps & Pick<Deps, 'ledger' | 'commit'> & Retries): Promise<Ledger> {
  // If a month closes or a cell is repaired meanwhile, there are more totals to make.
  return retryRaces(deps, ['ledger'], async () => {
    const { remakeFrom, ...books } = await readBooks(deps)
    if (remakeFrom === undefined) return books
    for (const month of monthRange(remakeFrom, books.closedThrough)) await saveTotals(deps, month)
    const next = nextVersion(books)
    await deps.commit(deps.ledger.save(next))
    return next
  })
}

/** The right totals of a month: those of the month before plus its tallies. */
async function computeTotals({ frame, totals, tallies }: TotalsDeps, month: Month): Promise<NodeCounters[]> {
  const [before, posted] = await Promise.all([totals.all(previousMonth(month)), tallies.inMonth(month)])
  const nodeByArea = new Map(before.map((node) => [node.area, node]))
  const start = frame.areas.nodes.map((area) => nodeByArea.get(area) ?? emptyNode(area))
  return carryNodes(frame, start, posted)
}

/** Every counter in which the frozen totals of a closed month differ from those of the month before plus its tallies. */
export async function listTotalsDifferences(deps: TotalsDeps, month: Month): Promise<Difference[]> {
  const [stored, expected] = await Promise.all([deps.totals.all(month), computeTotals(deps, month)])
  const storedByArea = new Map(stored.map((node) => [node.area, node]))
  return expected.flatMap((node) => {
    const { cumulative, inMonth, shifts } = storedByArea.get(node.area) ?? emptyNode(node.area)
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
