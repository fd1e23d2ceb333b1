import type { CounterNames, Counters } from '../ledger/counter.ts'
import { type LoanFactKind, loanFactOf } from '../ledger/loan-fact-kind.ts'
import { type CellFilter, countMembers } from './stage-counts.ts'

/** Counts what an indicator counts: members who hold a stage, or loans with a fact. */
export function countIndicator(names: CounterNames, cumulative: Counters, counts: string, where: CellFilter): number {
  const fact = loanFactOf(counts)
  return fact === undefined
    ? countMembers(names, cumulative, counts, where)
    : countLoans(names, cumulative, fact, where.agency)
}

function countLoans(names: CounterNames, cumulative: Counters, fact: LoanFactKind, agency: string | undefined): number {
  let sum = 0
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (counter.line !== 'loan' || counter.fact !== fact || counter.measure !== 'number') continue
    if (agency === undefined || counter.agency === agency) sum += n
  }
  return sum
}
