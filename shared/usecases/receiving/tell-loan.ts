import { type ApplyLoanDeps, applyLoanEvent } from '../loans/apply-loan-event.ts'
import type { TellLoan } from './apply-receipt.ts'

/**
 * Applies a received event to its loan. From then on the loan waits or is under review, not the receipt. Events of
 * sandboxes do not come here.
 */
export const tellLoan =
  (deps: ApplyLoanDeps): TellLoan =>
  async ({ partner, ...told }) => {
    await applyLoanEvent(deps, { partner: { code: partner, isSandbox: false }, ...told })
  }
