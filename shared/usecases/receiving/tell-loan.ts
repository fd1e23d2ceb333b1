import { type ApplyLoanDeps, applyLoanEvent } from '../loans/apply-loan-event.ts'
import type { TellLoan } from './apply-receipt.ts'

/**
 * Applies a received event to its loan. Afterwards the loan may wait or be under review; the receipt is done.
 */
export const tellLoan =
  (deps: ApplyLoanDeps): TellLoan =>
  async ({ partner, isSandbox, ...told }) => {
    await applyLoanEvent(deps, { partner: { code: partner, isSandbox }, ...told })
  }
