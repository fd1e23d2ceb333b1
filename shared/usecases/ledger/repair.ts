import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { earlierOf, type Month } from '../../domain/calendar.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import type { Difference } from '../../domain/ledger/recount.ts'
import { Repair } from '../../domain/ledger/repair.ts'
import { conflict, invalid } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, type KeepAnswer, once } from '../once.ts'
import { readBooks, requireMonth } from './books.ts'
import { type RecountDeps, recountCell } from './recount.ts'
import { listTotalsDifferences, settleTotals } from './totals.ts'

export type RepairDeps = RecountDeps & Pick<Deps, 'claims' | 'repairs' | 'commit' | 'newId'>
type NewRepair = { month: Month; area: string; reason: string }

const mostListed = 100

/**
 * Sets a cell's counters to the sums of its entries, and logs the old and the new value of each in the same
 * transaction. Entries never change. The same transaction marks the frozen totals above the cell as stale. They are
 * made again now or, after an interruption, by a repeat or the next closing. Throws `conflict` if the cell and the
 * totals above it agree with the entries.
 */
export async function repairCell(deps: RepairDeps, caller: Caller, request: IdempotentRequest, input: NewRepair) {
  const { areas } = deps.frame
  const { month, area } = input
  authorise(areas, caller, 'ledger.repair', { area: areas.root })
  if (!areas.leaves.includes(area)) throw invalid('area_unknown', { area }, ['area'])
  requireMonth(deps, await readBooks(deps), month)
  const repaired = await once(deps, caller, request, Repair, async (keepAnswer) => {
    const repair =
      (await repairCounters(deps, caller, input, keepAnswer)) ?? (await repairTotals(deps, caller, input, keepAnswer))
    for (const { counter, stored, counted } of repair.differences)
      deps.log('warn', 'A counter was repaired', { repair: repair.id, month, area, counter, stored, counted })
    return repair
  })
  await settleTotals(deps)
  return repaired
}

/** Repairs the cell itself. Undefined if it agrees with its entries. */
async function repairCounters(
  deps: RepairDeps,
  caller: Caller,
  input: NewRepair,
  keepAnswer: KeepAnswer<Repair>,
): Promise<Repair | undefined> {
  const { month, area } = input
  return retryRaces(deps, ['tally', 'ledger'], async () => {
    const { cell, count } = await recountCell(deps, month, area)
    if (count.differences.length === 0) return undefined
    const repair = makeRepair(deps, caller, input, count.differences)
    const staleMark = await markTotalsStale(deps, month)
    await deps.commit(keepAnswer(repair), ...deps.tallies.repair(cell, count), deps.repairs.add(repair), staleMark)
    return repair
  })
}

/** Repairs the frozen totals above the cell if they do not follow from the tallies. */
async function repairTotals(
  deps: RepairDeps,
  caller: Caller,
  input: NewRepair,
  keepAnswer: KeepAnswer<Repair>,
): Promise<Repair> {
  const { month, area } = input
  const { closedThrough } = await readBooks(deps)
  const all = month <= closedThrough ? await listTotalsDifferences(deps, month) : []
  const differences = all.filter((difference) => deps.frame.areas.isWithin(area, difference.area))
  if (differences.length === 0) throw conflict('repair_not_needed')
  const repair = makeRepair(deps, caller, input, differences.slice(0, mostListed))
  await deps.commit(keepAnswer(repair), deps.repairs.add(repair), await markTotalsStale(deps, month))
  return repair
}

/** Records the month from which totals must be made again. */
async function markTotalsStale(deps: RepairDeps, month: Month): Promise<Write> {
  const books = await readBooks(deps)
  const remakeFrom = earlierOf(month, books.remakeFrom ?? month)
  return deps.ledger.save({ ...nextVersion(books), remakeFrom })
}

const makeRepair = (deps: RepairDeps, caller: Caller, { reason }: NewRepair, differences: Difference[]): Repair => ({
  id: deps.newId('rep'),
  at: deps.now().toISOString(),
  by: caller.subject,
  reason,
  differences,
})
