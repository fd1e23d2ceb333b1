import type { Deps } from '../deps.ts'
import { type Month, monthRange } from '../domain/calendar.ts'
import type { Grant } from '../domain/grant.ts'
import { eachOf } from './each-of.ts'

/**
 * Opens the ledger at a month, once. When the programme has got new leaf areas since, their cells in closed months are
 * closed first, so that nobody can post there; then the ledger takes the new set of areas.
 */
export async function openBooks(
  { ledger, frame, tallies, commit }: Pick<Deps, 'ledger' | 'frame' | 'tallies' | 'commit'>,
  firstMonth: Month = frame.programme.firstMonth,
): Promise<void> {
  await ledger.open(firstMonth, frame.areas.fingerprint)
  const books = await ledger.get()
  if (!books || books.areas === frame.areas.fingerprint) return
  for (const month of monthRange(books.firstMonth, books.closedThrough))
    await eachOf(frame.areas.leaves, 16, (area) => tallies.close(month, area))
  await commit(ledger.save({ ...books, areas: frame.areas.fingerprint, version: books.version + 1 }))
}

/** Gives a grant outside the API: the first administrator of a new deployment, and the demo's people. */
export async function giveGrant(
  { grants, commit, newId }: Pick<Deps, 'grants' | 'commit' | 'newId'>,
  grant: Omit<Grant, 'id'>,
): Promise<Grant> {
  const given = { ...grant, id: newId('grt') }
  await commit(grants.add(given))
  return given
}
