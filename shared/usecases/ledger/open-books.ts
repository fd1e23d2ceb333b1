import type { Deps } from '../../deps.ts'
import { type Month, monthRange } from '../../domain/calendar.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { closeCells } from './close-cells.ts'

/**
 * Opens the ledger at a month, once. If the programme has new leaf areas, first closes their cells in closed months, so
 * that nobody can post there. Then the ledger takes the new set of areas.
 */
export async function openBooks(
  deps: Pick<Deps, 'ledger' | 'frame' | 'tallies' | 'commit'> & Retries,
  firstMonth: Month = deps.frame.programme.firstMonth,
): Promise<void> {
  const { ledger, frame, commit } = deps
  const { fingerprint, leaves } = frame.areas
  await retryRaces(deps, ['ledger'], async () => {
    const books = await ledger.get()
    if (!books) return ledger.open(firstMonth, fingerprint)
    if (books.areas === fingerprint) return
    for (const month of monthRange(books.firstMonth, books.closedThrough)) await closeCells(deps, month, leaves)
    await commit(ledger.save({ ...nextVersion(books), areas: fingerprint }))
  })
}
