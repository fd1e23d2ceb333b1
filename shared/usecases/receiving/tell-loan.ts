import { type ApplyLoanDeps, applyLoanEvent } from '../loans/apply-loan-event.ts'
import type { TellLoan } from './apply-receipt.ts'

/**
 * Applies a received event to its loan. The receipt is done after that, even if the loan then waits or is under
 * review.
 */
export const tellLoan =
  (deps: ApplyLoanDeps): TellLoan =>
  async ({ partner, isSandbox, ...told }) => {
    await applyLoanEvent(deps, { partner: { code: partner, isSandbox }, ...told })
  }
