import type { Day } from '../calendar.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import { ascending } from '../values/text-order.ts'
import type { Loan } from './loan.ts'
import { isGranted } from './loan-state.ts'

/** The rule in force on a day. Before the first rule, the first one applies. */
function findFinanceRule(rules: readonly FinanceRule[], day: Day): FinanceRule {
  const inOrder = rules.toSorted((a, b) => ascending(a.from, b.from))
  const rule = inOrder.findLast(({ from }) => from <= day) ?? inOrder[0]
  if (!rule) throw new Error('The programme has no finance rule')
  return rule
}

/**
 * The day from which a loan makes its member financed; undefined when it does not. The rule of the day of approval
 * decides for good: a new rule alone neither reverses nor grants anything.
 */
export function findFinancedDay(rules: readonly FinanceRule[], loan: Loan): Day | undefined {
  const { approved } = loan.dates
  if (approved === undefined || !isGranted(loan.state)) return undefined
  return loan.dates[findFinanceRule(rules, approved).fact]
}
