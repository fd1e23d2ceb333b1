import type { Deps } from '../../deps.ts'
import { type Month, monthOf } from '../../domain/calendar.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import { busy, invalid } from '../../domain/problems/app-error.ts'

/** From when the books are kept, and through when they are closed. Throws `busy` until they have been opened. */
export async function readBooks({ ledger }: Pick<Deps, 'ledger'>): Promise<Ledger> {
  const books = await ledger.get()
  if (!books) throw busy('busy')
  return books
}

/** The month that it is in the zone of the programme. */
export const currentMonth = ({ now, frame }: Pick<Deps, 'now' | 'frame'>): Month => monthOf(now(), frame.programme.zone)

/** Throws `invalid` for a month before the first one and for one that has not begun; `field` is what it was said in. */
export function requireMonth(
  deps: Pick<Deps, 'now' | 'frame'>,
  { firstMonth }: Pick<Ledger, 'firstMonth'>,
  month: Month,
  field = 'month',
): void {
  const lastMonth = currentMonth(deps)
  if (month < firstMonth || month > lastMonth) throw invalid('month_outside', { month, firstMonth, lastMonth }, [field])
}
