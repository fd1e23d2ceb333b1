import type { Day } from '../calendar.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import { financedOn } from './finance-rule.ts'
import type { Loan, LoanId } from './loan.ts'

/** How a member holds the stage of the financed: since when, and by which loan; by none if a person recorded it. */
export type FinancedStanding = { happenedOn: Day; loan?: LoanId | undefined }

/** What becomes of the stage. `replace` takes the standing back and attains the stage anew, in one transaction. */
export type FinancedDecision =
  | { act: 'nothing' }
  | { act: 'reverse' }
  | { act: 'attain' | 'replace'; by: LoanId; on: Day }

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/**
 * The stage of the financed, from all loans of a member: it is held by the loan that met the rule first and stands
 * (of loans of one day, by partner and number), so that it does not depend on which one we were told of first. When
 * that one falls the next takes over with its own day; when there is none, the stage is reversed.
 *
 * A standing that a person recorded is left alone. `permits` says whether the stage may be attained on a day: order
 * and dates of the programme judge a loan like any other fact.
 */
export function decideFinanced(
  rules: readonly FinanceRule[],
  loans: readonly Loan[],
  standing: FinancedStanding | undefined,
  permits: (on: Day) => boolean,
): FinancedDecision {
  if (standing && !standing.loan) return { act: 'nothing' }
  const [first] = loans
    .flatMap((loan) => {
      const on = financedOn(rules, loan)
      return on !== undefined && permits(on) ? [{ on, partner: loan.partner, number: loan.number }] : []
    })
    .toSorted((a, b) => compare(a.on, b.on) || compare(a.partner, b.partner) || compare(a.number, b.number))
  if (!first) return { act: standing ? 'reverse' : 'nothing' }
  const { on, ...by } = first
  if (!standing) return { act: 'attain', by, on }
  const { happenedOn, loan } = standing
  const isSame = happenedOn === on && loan?.partner === by.partner && loan.number === by.number
  return isSame ? { act: 'nothing' } : { act: 'replace', by, on }
}
