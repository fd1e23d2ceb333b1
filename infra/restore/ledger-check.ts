import { type Month, monthOf, monthRange } from '../../shared/domain/calendar.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { type CheckTrailDeps, checkTrail } from '../../shared/usecases/trail/check-trail.ts'
import { CommandRefusal } from '../command-refusal.ts'

/** The result of counting a whole ledger, and of checking its trail. */
export type LedgerCheck = {
  months: number
  entries: number
  differingMonths: Month[]
  trail: { events: number; faulty: number }
}

/**
 * Recounts every month of a ledger, or those from a month on, and checks every sealed day. Throws `CommandRefusal` if
 * the table holds no ledger.
 */
export async function countLedger(deps: RecountDeps & CheckTrailDeps, from?: Month): Promise<LedgerCheck> {
  const books = await deps.ledger.get()
  if (!books) throw new CommandRefusal('The table holds no ledger: it is empty or belongs to something else.')
  const months = monthRange(from ?? books.firstMonth, monthOf(deps.now(), deps.frame.programme.zone))
  let entries = 0
  const differingMonths: Month[] = []
  for (const month of months) {
    const recount = await recountMonth(deps, month)
    entries += recount.entries
    if (recount.differing > 0) differingMonths.push(month)
  }
  const { events, faulty } = await checkTrail(deps)
  return { months: months.length, entries, differingMonths, trail: { events, faulty } }
}

export function describeLedgerCheck({ months, entries, differingMonths, trail }: LedgerCheck): string {
  const ledger =
    differingMonths.length === 0
      ? `The ledger agrees: ${months} months, ${entries} entries, and every counter is the sum of its entries.`
      : `The ledger does not agree: counters differ from their entries in ${differingMonths.join(', ')} (${months} months counted).`
  return trail.faulty === 0
    ? `${ledger} The trail is as it was sealed (${trail.events} events).`
    : `${ledger} The trail is not as it was sealed: ${trail.faulty} faults, which the log names.`
}

export const agrees = ({ differingMonths, trail }: LedgerCheck): boolean =>
  differingMonths.length === 0 && trail.faulty === 0
