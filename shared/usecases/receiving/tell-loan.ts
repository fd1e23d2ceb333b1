import { type ApplyLoanDeps, applyLoanEvent } from '../loans/apply-loan-event.ts'
import type { TellLoan } from './apply-receipt.ts'

/**
 * The loan takes in what was received, whatever it comes to: from then on it is the loan that waits, or that a person is
 * to look at. What a sandbox tells does not come here.
 */
export const tellLoan =
  (deps: ApplyLoanDeps): TellLoan =>
  async ({ partner, ...told }) => {
    await applyLoanEvent(deps, { partner: { code: partner, isSandbox: false }, ...told })
  }
