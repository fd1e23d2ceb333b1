import type { Day } from '../calendar.ts'
import type { Amount } from '../values/money.ts'
import type { Loan, LoanId } from './loan.ts'
import { isGranted } from './loan-state.ts'

/** Two loans that may be one, reported by two partners (a bank, and the fintech that referred the member). */
export type Twins = { fact: 'approved' | 'disbursed'; on: Day; amount: Amount; loans: [LoanId, LoanId] }

const facts = ['approved', 'disbursed'] as const

/**
 * Finds pairs of granted loans of one member that two partners report as approved, or else as disbursed, on the same
 * day with the same amount. A person decides about each pair; the loans are never merged.
 */
export const findTwins = (loans: readonly Loan[]): Twins[] =>
  loans.flatMap((a) =>
    loans.flatMap((b) => {
      if (a.partner >= b.partner || a.memberKey !== b.memberKey) return []
      return facts.flatMap((fact) => findTwinFact(fact, a, b)).slice(0, 1)
    }),
  )

function findTwinFact(fact: (typeof facts)[number], a: Loan, b: Loan): Twins[] {
  const [on, amount] = [a.dates[fact], a.amounts[fact]]
  if (on === undefined || amount === undefined || !isGranted(a.state) || !isGranted(b.state)) return []
  return b.dates[fact] === on && b.amounts[fact] === amount
    ? [{ fact, on, amount, loans: [toLoanId(a), toLoanId(b)] }]
    : []
}

const toLoanId = ({ partner, number }: Loan): LoanId => ({ partner, number })
