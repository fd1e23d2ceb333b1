import type { Cell } from '../data/tallies.ts'
import type { Deps } from '../deps.ts'
import { busy } from '../domain/app-error.ts'
import { type Month, monthOf } from '../domain/calendar.ts'
import { type CellCount, countCell } from '../domain/cell-count.ts'
import type { Entry } from '../domain/entry.ts'
import type { Caller } from '../domain/grant.ts'
import type { Recount } from '../domain/month-status.ts'
import { authorise } from '../domain/policy.ts'
import { eachOf } from './each-of.ts'
import { booksOf, requireMonth } from './figures.ts'
import { totalsDifferences } from './totals.ts'

export type RecountDeps = Pick<Deps, 'frame' | 'entries' | 'tallies' | 'totals' | 'ledger' | 'now' | 'log' | 'pause'>

const cellsAtOnce = 16
const mostTries = 10
const mostListed = 100

/** Recounts a month for callers who may. */
export async function recountFor(deps: RecountDeps, caller: Caller, month: Month): Promise<Recount> {
  authorise(deps.frame.areas, caller, 'ledger.recount', { area: deps.frame.areas.root })
  requireMonth(month, await booksOf(deps), monthOf(deps.now(), deps.frame.programme.zone))
  return recountMonth(deps, month)
}

/**
 * Counts every cell of a month anew from its entries and compares: tallies, counters of late entries and, for a
 * closed month, the frozen totals. The result is kept with the month; a difference is logged as an error.
 */
export async function recountMonth(deps: RecountDeps, month: Month): Promise<Recount> {
  const { ledger, log, now } = deps
  const cells = await countCells(deps, month)
  const { closedThrough } = await booksOf(deps)
  const differences = [
    ...cells.flatMap((cell) => cell.differences),
    ...(month <= closedThrough ? await totalsDifferences(deps, month) : []),
  ]
  const before = await ledger.recountOf(month)
  const countedAt = now().toISOString()
  const agreedAt = differences.length === 0 ? countedAt : before?.agreedAt
  const recount: Recount = {
    month,
    countedAt,
    cells: cells.length,
    entries: cells.reduce((sum, cell) => sum + cell.entries, 0),
    ...(agreedAt && { agreedAt }),
    differences: differences.slice(0, mostListed),
    differing: differences.length,
  }
  await ledger.saveRecount(recount)
  for (const { area, counter, stored, counted } of recount.differences)
    log('error', 'A counter differs from its entries', { month, area, counter, stored, counted })
  return recount
}

/** Every cell of a month. The tallies are read before and after all entries; where one moved, its cell is read again. */
async function countCells(deps: RecountDeps, month: Month): Promise<CellCount[]> {
  const { frame, entries, tallies } = deps
  const before = await tallies.cells(month)
  const found = new Map<string, Entry[]>()
  await eachOf(frame.areas.leaves, cellsAtOnce, async (area) => {
    found.set(area, await entries.ofCell(month, area))
  })
  const after = await tallies.cells(month)
  return eachOf(frame.areas.leaves, cellsAtOnce, async (area) => {
    const cell = after.get(area)
    return cell && cell.rev === before.get(area)?.rev
      ? countCell(frame.names, cell, found.get(area) ?? [])
      : (await recountCell(deps, month, area)).count
  })
}

/** One cell: its entries against its tally and shifts, read again while the tally's revision moves. */
export async function recountCell(
  { frame, entries, tallies, pause }: RecountDeps,
  month: Month,
  area: string,
): Promise<{ cell: Cell; count: CellCount }> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const before = await tallies.cell(month, area)
    const found = await entries.ofCell(month, area)
    const cell = await tallies.cell(month, area)
    if (before.rev === cell.rev) return { cell, count: countCell(frame.names, cell, found) }
    await pause(Math.random() * 50 * (attempt + 1))
  }
  throw busy('busy')
}
