import type { Write } from '../../data/table.ts'
import type { LoanEvent } from '../../domain/loan/loan-event.ts'
import type { Partner } from '../../domain/partner/partner.ts'
import { type PostDeps, post } from '../ledger/post.ts'
import type { LoanOutcome } from './loan-writes.ts'
import { type LoanDeps, settleLoan } from './settle-loan.ts'

export type ApplyLoanDeps = PostDeps & LoanDeps

/**
 * Applies what a partner told of a loan, in one transaction: the event, the loan, what of it counts, the stage that its
 * member may attain by it, and `also`, such as the discharge of the receipt. Told again, under the same id, nothing
 * happens but `also`. Of two that come at once one has the effect.
 */
export function applyLoanEvent(
  deps: ApplyLoanDeps,
  told: {
    partner: Pick<Partner, 'code' | 'isSandbox'>
    /** Stands in entries as where they come from. */
    receiptId: string
    event: LoanEvent
    also?: Write[]
  },
): Promise<LoanOutcome> {
  const { partner, receiptId, event, also = [] } = told
  const id = { partner: partner.code, number: event.loan.number }
  return post(deps, { actor: partner.code, source: receiptId }, async (context) => {
    const act = await settleLoan(deps, context, id, { event, isSandbox: partner.isSandbox })
    return { ...act, also: [...also, ...act.also] }
  })
}
