import { type CloseDeps, type Closing, closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'

/** Closes and issues every ended month. Throws if an issue is held back, so that the function's alarm goes off. */
export const closeMonthHandler = (deps: CloseDeps) => async (): Promise<Closing> => {
  await startProgramme(deps)
  const closing = await closeMonths(deps, 'schedule')
  deps.log('info', 'Months were closed', { closed: closing.closed.join(' '), issued: closing.issued.join(' ') })
  if (closing.held.length > 0) throw new Error(`A recount differs: ${closing.held.join(', ')} not issued`)
  return closing
}
