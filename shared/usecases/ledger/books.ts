import type { Deps } from '../../deps.ts'
import { type Month, monthOf } from '../../domain/calendar.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import { busy, invalid } from '../../domain/problems/app-error.ts'

/** The first month of the books and the last closed one. Throws `busy` before they are opened. */
export async function readBooks({ ledger }: Pick<Deps, 'ledger'>): Promise<Ledger> {
  const books = await ledger.get()
  if (!books) throw busy('busy')
  return books
}

/** Like `readBooks`, together with the status and the last recount of a month. */
export async function readBooksAt({ ledger }: Pick<Deps, 'ledger'>, month: Month) {
  const { books, ...rest } = await ledger.at(month)
  if (!books) throw busy('busy')
  return { books, ...rest }
}
export type BooksAt = Awaited<ReturnType<typeof readBooksAt>>

/** The current month in the programme's time zone. */
export const currentMonth = ({ now, frame }: Pick<Deps, 'now' | 'frame'>): Month => monthOf(now(), frame.programme.zone)

/** Throws `invalid` for a month before the first or after the current one. `field` is the input that named it. */
export function requireMonth(
  deps: Pick<Deps, 'now' | 'frame'>,
  { firstMonth }: Pick<Ledger, 'firstMonth'>,
  month: Month,
  field = 'month',
): void {
  const lastMonth = currentMonth(deps)
  if (month < firstMonth || month > lastMonth) throw invalid('month_outside', { month, firstMonth, lastMonth }, [field])
}
