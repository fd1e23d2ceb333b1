import type { Write } from '../../data/table.ts'
import type { LoanEvent } from '../../domain/loan/loan-event.ts'
import type { Partner } from '../../domain/partner/partner.ts'
import { type PostDeps, post } from '../ledger/post.ts'
import type { LoanOutcome } from './loan-writes.ts'
import { type LoanDeps, settleLoan } from './settle-loan.ts'

export type ApplyLoanDeps = PostDeps & LoanDeps

/**
 * Applies a partner's event about a loan in one transaction: the event, the loan, what counts, the stage that its
 * member may attain, and `otherWrites`, such as the discharge of the receipt. If an event with this id is stored, writes
 * only `otherWrites`. If two events with one id come at once, one takes effect.
 */
export function applyLoanEvent(
  deps: ApplyLoanDeps,
  {
    partner,
    receiptId,
    event,
    otherWrites = [],
  }: {
    partner: Pick<Partner, 'code' | 'isSandbox'>
    /** The source that the entries name. */
    receiptId: string
    event: LoanEvent
    otherWrites?: Write[]
  },
): Promise<LoanOutcome> {
  const id = { partner: partner.code, number: event.loan.number }
  return post(deps, { actor: partner.code, source: receiptId }, async (context) => {
    const act = await settleLoan(deps, context, id, { event, isSandbox: partner.isSandbox })
    return { ...act, otherWrites: [...otherWrites, ...act.otherWrites] }
  })
}
