import type { Day } from '../calendar.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import { findFinancedDay } from './financed-day.ts'
import type { Loan, LoanId } from './loan.ts'

/** A member's financing stage: its day, and its loan. It has no loan when a person recorded it. */
export type FinancedStanding = { happenedOn: Day; loan?: LoanId | undefined }

/** What to do with the stage. `replace` reverses the standing and attains the stage again, in one transaction. */
export type FinancingDecision =
  | { act: 'nothing' }
  | { act: 'reverse' }
  | { act: 'attain' | 'replace'; by: LoanId; on: Day }

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/**
 * Decides a member's financing stage from all loans. The stage belongs to the loan that met the rule first and still
 * meets it. Loans of the same day are ordered by partner and number, so the order in which we hear of loans does not
 * matter. If that loan stops meeting the rule, the next one takes over with its own day; if there is none, the stage is
 * reversed.
 *
 * A standing that a person recorded stays. `permits` says whether the stage may be attained on a day, because the
 * programme's rules on order and dates apply to loans too.
 */
export function decideFinancing(
  rules: readonly FinanceRule[],
  loans: readonly Loan[],
  standing: FinancedStanding | undefined,
  permits: (on: Day) => boolean,
): FinancingDecision {
  if (standing && !standing.loan) return { act: 'nothing' }
  const [first] = loans
    .flatMap((loan) => {
      const on = findFinancedDay(rules, loan)
      return on !== undefined && permits(on) ? [{ on, partner: loan.partner, number: loan.number }] : []
    })
    .toSorted(
      (a, b) => compareTexts(a.on, b.on) || compareTexts(a.partner, b.partner) || compareTexts(a.number, b.number),
    )
  if (!first) return { act: standing ? 'reverse' : 'nothing' }
  const { on, ...by } = first
  if (!standing) return { act: 'attain', by, on }
  const { happenedOn, loan } = standing
  const isSame = happenedOn === on && loan?.partner === by.partner && loan.number === by.number
  return isSame ? { act: 'nothing' } : { act: 'replace', by, on }
}
