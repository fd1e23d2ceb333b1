import type { Cell } from '../../data/tallies.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import type { Month } from '../../domain/calendar.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { type CellCount, countCell } from '../../domain/ledger/cell-count.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import type { Difference, Recount } from '../../domain/ledger/recount.ts'
import type { PartCount } from '../../domain/ledger/recount-step.ts'
import { LostRace } from '../../domain/problems/lost-race.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { readBooks, requireMonth } from './books.ts'
import { listTotalsDifferences } from './totals.ts'

export type RecountDeps = Pick<Deps, 'frame' | 'entries' | 'tallies' | 'totals' | 'ledger' | 'now' | 'log'> & Retries

const cellsAtOnce = 16
const mostListed = 100

/** Recounts a month for a caller. */
export async function recountFor(deps: RecountDeps, caller: Caller, month: Month): Promise<Recount> {
  authorise(deps.frame.areas, caller, 'ledger.recount', { area: deps.frame.areas.root })
  requireMonth(deps, await readBooks(deps), month)
  return recountMonth(deps, month)
}

/**
 * Counts every cell of a month again from its entries and compares the tallies, the counters of late entries and, for a
 * closed month, the frozen totals. Saves the result with the month, and logs a difference as an error.
 */
export async function recountMonth(deps: RecountDeps, month: Month): Promise<Recount> {
  return keepRecount(deps, month, [await recountPart(deps, month, deps.frame.areas.shards)])
}

/** Counts the cells of a month in these shards. Changes nothing, and may be repeated. */
export async function recountPart(deps: RecountDeps, month: Month, shards: string[]): Promise<PartCount> {
  return sumCells(await countCells(deps, month, shards))
}

const sumCells = (cells: { entries: number; differences: Difference[] }[]): PartCount => {
  const differences = cells.flatMap((cell) => cell.differences)
  return {
    cells: cells.length,
    entries: cells.reduce((sum, cell) => sum + cell.entries, 0),
    differing: differences.length,
    differences: differences.slice(0, mostListed),
  }
}

/** Saves the results of all parts of a month, with the differences in the frozen totals of a closed one. */
export async function keepRecount(deps: RecountDeps, month: Month, parts: PartCount[]): Promise<Recount> {
  const { ledger, log, now } = deps
  const { closedThrough } = await readBooks(deps)
  const totalsDifferences = month <= closedThrough ? await listTotalsDifferences(deps, month) : []
  const differing = totalsDifferences.length + parts.reduce((sum, part) => sum + part.differing, 0)
  const before = await ledger.lastRecount(month)
  const countedAt = now().toISOString()
  const agreedAt = differing === 0 ? countedAt : before?.agreedAt
  const recount: Recount = {
    month,
    countedAt,
    cells: parts.reduce((sum, part) => sum + part.cells, 0),
    entries: parts.reduce((sum, part) => sum + part.entries, 0),
    ...(agreedAt && { agreedAt }),
    differences: [...parts.flatMap((part) => part.differences), ...totalsDifferences].slice(0, mostListed),
    differing,
  }
  await ledger.saveRecount(recount)
  for (const { area, counter, stored, counted } of recount.differences)
    log('error', 'A counter differs from its entries', { month, area, counter, stored, counted })
  return recount
}

/**
 * Counts the cells of a month. Reads the tallies before and after all entries, and counts a cell again if its tally
 * moved.
 */
async function countCells(deps: RecountDeps, month: Month, shards: string[]): Promise<CellCount[]> {
  const { frame, entries, tallies } = deps
  const before = await tallies.cells(month, shards)
  const entriesByArea = new Map<string, Entry[]>()
  await mapAtOnce([...before.keys()], cellsAtOnce, async (area) => {
    entriesByArea.set(area, await entries.ofCell(month, area))
  })
  const after = await tallies.cells(month, shards)
  return mapAtOnce([...after], cellsAtOnce, async ([area, cell]) =>
    cell.rev === before.get(area)?.rev
      ? countCell(frame.names, cell, entriesByArea.get(area) ?? [])
      : (await recountCell(deps, month, area)).count,
  )
}

/** Counts one cell: compares its entries with its tally and shifts, and reads again while the tally moves. */
export async function recountCell(
  deps: RecountDeps,
  month: Month,
  area: string,
): Promise<{ cell: Cell; count: CellCount }> {
  const { frame, entries, tallies } = deps
  return retryRaces(deps, ['tally'], async () => {
    const before = await tallies.cell(month, area)
    const found = await entries.ofCell(month, area)
    const cell = await tallies.cell(month, area)
    if (before.rev !== cell.rev) throw new LostRace('tally')
    return { cell, count: countCell(frame.names, cell, found) }
  })
}
