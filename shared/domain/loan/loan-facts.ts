import { type Day, daysFrom } from '../calendar.ts'
import type { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import type { Amount } from '../values/money.ts'
import type { Loan } from './loan.ts'
import { isGranted } from './loan-state.ts'

/** A fact of a loan that figures count: one loan and an amount, on a day. */
export type LoanFact = {
  fact: LoanFactKind
  partner: string
  on: Day
  /** For an application or rejection: the amount applied for. */
  amount: Amount
  /** For an approval or rejection: days from application to decision. */
  decisionDays?: number
}

/**
 * Lists the facts of a loan that count. An application always counts. Approval and disbursement count only until the
 * loan is cancelled.
 */
export function listLoanFacts(loan: Loan | undefined): LoanFact[] {
  if (!loan) return []
  const { partner, state, dates, amounts } = loan
  const { submitted, approved, disbursed, rejected } = dates
  const decisionDays = (on: Day) => (submitted === undefined ? {} : { decisionDays: daysFrom(submitted, on) })
  const facts: LoanFact[] = []
  if (submitted) facts.push({ fact: 'applied', partner, on: submitted, amount: amounts.applied })
  if (rejected && state === 'rejected')
    facts.push({ fact: 'rejected', partner, on: rejected, amount: amounts.applied, ...decisionDays(rejected) })
  if (!isGranted(state)) return facts
  if (approved && amounts.approved)
    facts.push({ fact: 'approved', partner, on: approved, amount: amounts.approved, ...decisionDays(approved) })
  if (disbursed && amounts.disbursed)
    facts.push({ fact: 'disbursed', partner, on: disbursed, amount: amounts.disbursed })
  return facts
}
