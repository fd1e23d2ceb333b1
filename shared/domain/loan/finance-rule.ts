import type { Day } from '../calendar.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import { ascending } from '../values/text-order.ts'
import type { Loan } from './loan.ts'
import { isGranted } from './loan-state.ts'

/** The rule in force on a day; before the first rule, the first one holds. */
function financeRuleOn(rules: readonly FinanceRule[], day: Day): FinanceRule {
  const inOrder = rules.toSorted((a, b) => ascending(a.from, b.from))
  const rule = inOrder.findLast(({ from }) => from <= day) ?? inOrder[0]
  if (!rule) throw new Error('A programme that knows loans has at least one finance rule')
  return rule
}

/**
 * The day on which a loan made its member a financed one, if it did and still stands. A loan is judged for good by the
 * rule of the day of its approval: a change of rule neither takes back nor grants anything by itself.
 */
export function financedOn(rules: readonly FinanceRule[], loan: Loan): Day | undefined {
  const { approved } = loan.dates
  if (approved === undefined || !isGranted(loan.state)) return undefined
  return loan.dates[financeRuleOn(rules, approved).fact]
}
