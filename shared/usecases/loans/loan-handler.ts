import { hourMs } from '../../domain/calendar.ts'
import { post } from '../ledger/post.ts'
import type { Handler } from '../sweep.ts'
import type { ApplyLoanDeps } from './apply-loan-event.ts'
import { settleLoan } from './settle-loan.ts'

/** A loan that waits for its member is due daily anyway; these tries are for failures, which are rare. */
const patience = { leaseMs: 60_000, firstWaitMs: 5_000, longestWaitMs: hourMs, mostTries: 12 }

/** Processes loans again when a date has come, their member has changed, or a day has passed. */
export const makeLoanHandler = (deps: ApplyLoanDeps): Handler => ({
  patience,
  atOnce: 4,
  async carryOut({ obligation: { id } }) {
    const [record] = await deps.loans.getMany([id])
    if (!record) return { outcome: 'done' }
    const { partner, number } = record
    await post(deps, { actor: partner, source: id }, (context) => settleLoan(deps, context, { partner, number }, {}))
    // The loan itself sets its next due time.
    return { outcome: 'discharged' }
  },
})
