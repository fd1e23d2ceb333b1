import { type Month, monthOf, monthRange } from '../../shared/domain/calendar.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { CommandRefusal } from '../command-refusal.ts'

/** The result of counting a whole ledger. */
export type Verdict = { months: number; entries: number; differing: Month[] }

/** Recounts every month of a ledger. Throws `CommandRefusal` when the table holds no ledger. */
export async function countLedger(deps: RecountDeps): Promise<Verdict> {
  const books = await deps.ledger.get()
  if (!books) throw new CommandRefusal('The table holds no ledger: it is empty or belongs to something else.')
  const months = monthRange(books.firstMonth, monthOf(deps.now(), deps.frame.programme.zone))
  const verdict: Verdict = { months: months.length, entries: 0, differing: [] }
  for (const month of months) {
    const { entries, differing } = await recountMonth(deps, month)
    verdict.entries += entries
    if (differing > 0) verdict.differing.push(month)
  }
  return verdict
}

export const describeVerdict = ({ months, entries, differing }: Verdict): string =>
  differing.length === 0
    ? `The ledger agrees: ${months} months, ${entries} entries, and every counter is the sum of its entries.`
    : `The ledger does not agree: counters differ from their entries in ${differing.join(', ')} (${months} months counted).`
