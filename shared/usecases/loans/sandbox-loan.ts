import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { LoanFold } from '../../domain/loan/loan.ts'
import { isGranted } from '../../domain/loan/loan-state.ts'
import { findSandboxMember } from '../../domain/loan/sandbox-members.ts'
import type { LedgerWrite } from '../ledger/post.ts'
import { chooseOutcome, type LoanOutcome, makeLoanObligation } from './loan-writes.ts'

/**
 * Computes and keeps the outcome of a sandbox's loan, with the members that every sandbox has. Nothing counts, no
 * member or list refers to the loan, and nobody gets news of it.
 */
export async function settleSandboxLoan(
  deps: Pick<Deps, 'loans' | 'obligations'>,
  context: ActContext,
  before: KeptLoan,
  fold: LoanFold,
): Promise<LedgerWrite<LoanOutcome> & { otherWrites: Write[] }> {
  const { loan: _, obligation: __, parked: ___, stageProblems: ____, ...rest } = before
  const { loan, review, waitsUntil } = fold
  const member = loan && findSandboxMember(loan.memberKey)
  const reason = loan && (member ? member.reason : 'member_unknown')
  const problems = loan && isGranted(loan.state) ? member?.stageProblems : undefined
  const since = before.parked?.since ?? context.now.toISOString()
  const record: KeptLoan = {
    ...rest,
    version: before.version + 1,
    ...(loan && { loan }),
    review,
    ...(reason && { parked: { since, reason } }),
    ...(problems && { stageProblems: problems }),
    ...(waitsUntil && { obligation: await makeLoanObligation(deps, before, waitsUntil) }),
  }
  return {
    members: [],
    entries: [],
    otherWrites: [deps.loans.save(record)],
    answer: chooseOutcome(record, reason, review.length > 0 || problems !== undefined, fold),
  }
}
