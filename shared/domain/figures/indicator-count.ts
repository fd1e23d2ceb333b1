import type { CounterNames, Counters } from '../ledger/counter.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { type CellFilter, countMembers } from './stage-counts.ts'

/** The fact of a loan that an indicator counts; none where it counts members. */
export const loanFactOf = (counts: string): LoanFactKind | undefined => LoanFactKind.safeParse(counts).data

/** What an indicator counts in cumulative counters: the members of a stage, or loans of which a fact holds. */
export function indicatorCount(names: CounterNames, cumulative: Counters, counts: string, where: CellFilter): number {
  const fact = loanFactOf(counts)
  return fact === undefined
    ? countMembers(names, cumulative, counts, where)
    : loansOf(names, cumulative, fact, where.agency)
}

function loansOf(names: CounterNames, cumulative: Counters, fact: LoanFactKind, agency: string | undefined): number {
  let sum = 0
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (counter.line !== 'loan' || counter.fact !== fact || counter.measure !== 'number') continue
    if (agency === undefined || counter.agency === agency) sum += n
  }
  return sum
}
