import { monthOf } from '../../shared/domain/calendar.ts'
import { monthsToRecount } from '../../shared/domain/recount-rotation.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/recount.ts'

/**
 * The nightly recount: the open months, and of the closed ones those whose last recount is the oldest.
 * Throws when a counter differs, so that the alarm of the function speaks.
 */
export const recountHandler = (deps: RecountDeps) => async (): Promise<{ recounted: string[] }> => {
  const books = await deps.ledger.get()
  if (!books) return { recounted: [] }
  const current = monthOf(deps.now(), deps.frame.programme.zone)
  const months = monthsToRecount(books, current, await deps.ledger.recounts())
  const differing: string[] = []
  for (const month of months) if ((await recountMonth(deps, month)).differing > 0) differing.push(month)
  deps.log('info', 'Months were recounted', { months: months.join(' '), differing: differing.join(' ') })
  if (differing.length > 0) throw new Error(`Counters differ from entries in ${differing.join(', ')}`)
  return { recounted: months }
}
