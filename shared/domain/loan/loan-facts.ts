import { type Day, daysFrom } from '../calendar.ts'
import type { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import type { Amount } from '../values/money.ts'
import type { Loan } from './loan.ts'
import { isGranted } from './loan-state.ts'

/** One fact of a loan that figures count: a number of loans and an amount, on a day. */
export type LoanFact = {
  fact: LoanFactKind
  partner: string
  on: Day
  /** Of an application or rejection, what was applied for. */
  amount: Amount
  /** Days from application to decision, of an approval or rejection. */
  decisionDays?: number
}

/**
 * What of a loan counts. An application counts whatever comes of it; approval and disbursement only while the loan
 * stands, so that a cancelled one no longer does.
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

const isSame = (a: LoanFact, b: LoanFact): boolean =>
  a.fact === b.fact &&
  a.partner === b.partner &&
  a.on === b.on &&
  a.amount === b.amount &&
  a.decisionDays === b.decisionDays

/** What no longer counts when a loan has changed, and what counts instead: nothing of what has stayed. */
export function factChanges(
  before: Loan | undefined,
  after: Loan | undefined,
): { taken: LoanFact[]; given: LoanFact[] } {
  const [old, now] = [listLoanFacts(before), listLoanFacts(after)]
  return {
    taken: old.filter((fact) => !now.some((other) => isSame(fact, other))),
    given: now.filter((fact) => !old.some((other) => isSame(fact, other))),
  }
}
