import { type Month, monthRange, nextMonth } from '../../../shared/domain/calendar.ts'
import { type CloseDeps, closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { readBooks } from '../../../shared/usecases/ledger/books.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { progressBar } from './progress-bar.ts'

/** Closes each month in order up to the last one, and issues it. Throws `CommandRefusal` when a recount differs. */
export async function closeMonthsThrough(deps: CloseDeps, last: Month): Promise<void> {
  const { closedThrough } = await readBooks(deps)
  const months = monthRange(nextMonth(closedThrough), last)
  const bar = progressBar('Closing', months.length, 'months')
  for (const [i, month] of months.entries()) {
    bar.show(i)
    await closeMonth(deps, month)
  }
  if (months.length > 0) bar.end()
  // An earlier run may have closed the last month without issuing it.
  else await closeMonth(deps, last)
}

async function closeMonth(deps: CloseDeps, month: Month): Promise<void> {
  const { held } = await closeMonths(deps, 'load', month)
  if (held.length > 0) throw new CommandRefusal(`A recount differs: ${held.join(', ')} not issued.`)
}
