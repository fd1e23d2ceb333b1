import { LedgerMoved } from '../../data/ledger.ts'
import type { Deps } from '../../deps.ts'
import { type Month, monthRange } from '../../domain/calendar.ts'
import { closeCells } from './close-cells.ts'

/**
 * Opens the ledger at a month, once. When the programme has got new leaf areas since, their cells in closed months are
 * closed first, so that nobody can post there; then the ledger takes the new set of areas.
 */
export async function openBooks(
  deps: Pick<Deps, 'ledger' | 'frame' | 'tallies' | 'commit'>,
  firstMonth: Month = deps.frame.programme.firstMonth,
): Promise<void> {
  const { ledger, frame, commit } = deps
  const { fingerprint, leaves } = frame.areas
  const books = await ledger.get()
  if (!books) return ledger.open(firstMonth, fingerprint)
  if (books.areas === fingerprint) return
  for (const month of monthRange(books.firstMonth, books.closedThrough)) await closeCells(deps, month, leaves)
  await commit(ledger.save({ ...books, areas: fingerprint, version: books.version + 1 })).catch((error: unknown) => {
    if (error instanceof LedgerMoved) return openBooks(deps, firstMonth)
    throw error
  })
}
