import { type Month, monthOf, monthRange } from '../../shared/domain/calendar.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { CommandRefusal } from '../command-refusal.ts'

/** What a count of a whole ledger came to. */
export type Verdict = { months: number; entries: number; differing: Month[] }

/** Counts every month of a ledger anew. Throws `CommandRefusal` when the table holds none. */
export async function countWhole(deps: RecountDeps): Promise<Verdict> {
  const books = await deps.ledger.get()
  if (!books) throw new CommandRefusal('The table holds no ledger: it is empty, or not one of ours.')
  const months = monthRange(books.firstMonth, monthOf(deps.now(), deps.frame.programme.zone))
  const verdict: Verdict = { months: months.length, entries: 0, differing: [] }
  for (const month of months) {
    const { entries, differing } = await recountMonth(deps, month)
    verdict.entries += entries
    if (differing > 0) verdict.differing.push(month)
  }
  return verdict
}

export const sentence = ({ months, entries, differing }: Verdict): string =>
  differing.length === 0
    ? `It agrees: ${months} months, ${entries} entries, every counter the sum of its entries.`
    : `It does not agree: counters differ from their entries in ${differing.join(', ')} (${months} months counted).`
