import {
  type Counter,
  type CounterNames,
  type Counters,
  decisionBuckets,
  effectOfFactLine,
  type FactCounterLine,
  factCounterLines,
} from '../ledger/counter.ts'
import type { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import type { NodeCounters } from './node-counters.ts'

/** Whose loans or referrals to count: everybody's, or those of an agency, of a partner, or of both. */
export type FactScope = { agency?: string | undefined; partner?: string }

type FactCounters = {
  [Line in 'loan' | 'loan_days' | 'referral' | 'referral_days']: Extract<Counter, { line: Line }>
}

const isOnLine = <Line extends keyof FactCounters>(counter: Counter, line: Line): counter is FactCounters[Line] =>
  counter.line === line

/** Yields each counter on a line within a scope, with its number. */
export function* readFactCounters<Line extends keyof FactCounters>(
  names: CounterNames,
  counters: Counters,
  line: Line,
  { agency, partner }: FactScope,
): Generator<[FactCounters[Line], number]> {
  for (const [name, n] of Object.entries(counters)) {
    const counter = names.read(name)
    if (!isOnLine(counter, line)) continue
    if (agency !== undefined && counter.agency !== agency) continue
    if (partner !== undefined && counter.partner !== partner) continue
    yield [counter, n]
  }
}

/** The net of all lines. */
export const sumLines = (numberOn: (line: FactCounterLine) => number): number =>
  factCounterLines.reduce((sum, line) => sum + effectOfFactLine(line) * numberOn(line), 0)

/** The codes of the partners whose loans or referrals a node counts, sorted. */
export function listPartners(
  names: CounterNames,
  { cumulative, inMonth }: NodeCounters,
  line: 'loan' | 'referral',
  agency: string | undefined,
): string[] {
  const found = [cumulative, inMonth].flatMap((counters) => [...readFactCounters(names, counters, line, { agency })])
  return [...new Set(found.map(([{ partner }]) => partner))].toSorted()
}

/** How many loans or referrals reached one of these facts, for each bucket of days. */
export function countByDays(
  names: CounterNames,
  { cumulative }: NodeCounters,
  line: 'loan_days' | 'referral_days',
  facts: readonly ReferralFactKind[],
  agency: string | undefined,
): number[] {
  const counts = decisionBuckets.map(() => 0)
  for (const [{ fact, bucket }, n] of readFactCounters(names, cumulative, line, { agency }))
    if (facts.includes(fact)) counts[bucket] = (counts[bucket] ?? 0) + n
  return counts
}

/** The first and last day of each bucket. The last bucket has no end. */
export const dayRanges = decisionBuckets.map((end, i) => ({
  fromDay: i === 0 ? 0 : (decisionBuckets[i - 1] ?? 0) + 1,
  toDay: Number.isFinite(end) ? end : null,
}))
