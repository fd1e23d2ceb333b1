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
export async function repairCell(deps: RepairDeps, caller: Caller, request: IdempotentRequest, asked: NewRepair) {
  const { areas } = deps.frame
  const { month, area } = asked
  authorise(areas, caller, 'ledger.repair', { area: areas.root })
  if (!areas.leaves.includes(area)) throw invalid('area_unknown', { area }, ['area'])
  requireMonth(deps, await readBooks(deps), month)
  const repaired = await once(deps, caller, request, Repair, async (keepAnswer) => {
    const made =
      (await repairCounters(deps, caller, asked, keepAnswer)) ?? (await repairTotals(deps, caller, asked, keepAnswer))
    for (const { counter, stored, counted } of made.differences)
      deps.log('warn', 'A counter was repaired', { repair: made.id, month, area, counter, stored, counted })
    return made
  })
  await settleTotals(deps)
  return repaired
}

/** Repairs the cell itself. Undefined if it agrees with its entries. */
async function repairCounters(
  deps: RepairDeps,
  caller: Caller,
  asked: NewRepair,
  keepAnswer: KeepAnswer<Repair>,
): Promise<Repair | undefined> {
  const { month, area } = asked
  return retryRaces(deps, ['tally', 'ledger'], async () => {
    const { cell, count } = await recountCell(deps, month, area)
    if (count.differences.length === 0) return undefined
    const made = makeRepair(deps, caller, asked, count.differences)
    const staleMark = await markTotalsStale(deps, month)
    await deps.commit(keepAnswer(made), ...deps.tallies.repair(cell, count), deps.repairs.add(made), staleMark)
    return made
  })
}

/** Repairs the frozen totals above the cell if they do not follow from the tallies. */
async function repairTotals(
  deps: RepairDeps,
  caller: Caller,
  asked: NewRepair,
  keepAnswer: KeepAnswer<Repair>,
): Promise<Repair> {
  const { month, area } = asked
  const { closedThrough } = await readBooks(deps)
  const all = month <= closedThrough ? await listTotalsDifferences(deps, month) : []
  const differences = all.filter((difference) => deps.frame.areas.isWithin(area, difference.area))
  if (differences.length === 0) throw conflict('repair_not_needed')
  const made = makeRepair(deps, caller, asked, differences.slice(0, mostListed))
  await deps.commit(keepAnswer(made), deps.repairs.add(made), await markTotalsStale(deps, month))
  return made
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
