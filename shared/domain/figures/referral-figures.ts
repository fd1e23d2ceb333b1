import * as z from 'zod'
import { Month } from '../calendar.ts'
import {
  type CounterNames,
  type Counters,
  decisionBuckets,
  effectOfFactLine,
  type FactCounterLine,
  factCounterLines,
} from '../ledger/counter.ts'
import { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import { byKey } from '../values/text-order.ts'
import type { NodeCounters } from './node-counters.ts'
import { referralFactWords } from './referral-fact-words.ts'

const BilingualText = z.object({ id: z.string(), en: z.string() })
const terms = { name: BilingualText, definition: BilingualText }

const ReferralFactFigures = z
  .object({
    fact: ReferralFactKind,
    ...terms,
    cumulative: z.int(),
    inMonth: z.object({
      counted: z.int(),
      late: z.int().describe('Of an earlier, closed month'),
      reversed: z.int(),
      net: z.int(),
    }),
  })
  .meta({ id: 'ReferralFactFigures' })

const ByFact = z.record(ReferralFactKind, z.object({ cumulative: z.int(), inMonth: z.int() }))

const Row = z
  .object({ code: z.string(), name: z.string(), waiting: z.int(), facts: ByFact })
  .meta({ id: 'ReferralRow', description: 'Cumulative and net of the month' })

/** The event up to which days are counted, from the day on which a referral was sent. */
const ReferralStep = z.enum(['answered', 'approved', 'disbursed']).meta({ id: 'ReferralStep' })
type ReferralStep = z.infer<typeof ReferralStep>

export const ReferralDays = z
  .object({
    step: ReferralStep,
    half: z
      .int()
      .nullable()
      .describe('Half of them took at most this many days; null: none yet, or longer than all buckets with an end'),
    buckets: z.array(z.object({ fromDay: z.int(), toDay: z.int().nullable(), referrals: z.int() })),
  })
  .meta({ id: 'ReferralDays', description: 'Days from referral to answer, approval and disbursement, cumulative' })

const Late = z
  .object({ trueMonth: Month, facts: z.record(ReferralFactKind, z.int()) })
  .meta({ id: 'LateReferrals', description: 'Net change posted in this month for an earlier one' })

/** The results of referring members to lenders, counted in the same cells and by the same rules as loans. */
export const ReferralFigures = z
  .object({
    facts: z.array(ReferralFactFigures),
    waiting: z.object({ ...terms, cumulative: z.int() }),
    partners: z.array(Row).describe('Lenders to whom members were referred'),
    areas: z
      .array(Row.extend({ parent: z.string() }))
      .describe('Of the two levels below the area, those with referrals'),
    days: z.array(ReferralDays),
    late: z.array(Late),
  })
  .meta({ id: 'ReferralFigures' })
export type ReferralFigures = z.infer<typeof ReferralFigures>

type ReferralScope = { agency?: string | undefined; partner?: string }
type Sums = Record<ReferralFactKind, Record<FactCounterLine, number>>

const makeByFact = <T>(make: (fact: ReferralFactKind) => T): Record<ReferralFactKind, T> => ({
  sent: make('sent'),
  taken: make('taken'),
  not_eligible: make('not_eligible'),
  no_answer: make('no_answer'),
  withdrawn: make('withdrawn'),
  applied: make('applied'),
  approved: make('approved'),
  disbursed: make('disbursed'),
  rejected: make('rejected'),
})

function sumByFact(names: CounterNames, counters: Counters, { agency, partner }: ReferralScope): Sums {
  const sums: Sums = makeByFact(() => ({ counted: 0, late: 0, reversed: 0, net: 0 }))
  for (const [name, n] of Object.entries(counters)) {
    const counter = names.read(name)
    if (counter.line !== 'referral') continue
    if (agency !== undefined && counter.agency !== agency) continue
    if (partner !== undefined && counter.partner !== partner) continue
    sums[counter.fact][counter.side] += n
  }
  return sums
}

const sumLines = (lines: Record<FactCounterLine, number>): number =>
  factCounterLines.reduce((sum, line) => sum + effectOfFactLine(line) * lines[line], 0)

/** How many referrals wait: those sent, minus those with a fact that ends the wait. */
const countWaiting = (at: (fact: ReferralFactKind) => number): number =>
  at('sent') - at('taken') - at('not_eligible') - at('no_answer') - at('withdrawn')

function makeRow(names: CounterNames, node: NodeCounters, scope: ReferralScope) {
  const [cumulative, inMonth] = [sumByFact(names, node.cumulative, scope), sumByFact(names, node.inMonth, scope)]
  return {
    waiting: countWaiting((fact) => cumulative[fact].net),
    facts: makeByFact((fact) => ({ cumulative: cumulative[fact].net, inMonth: sumLines(inMonth[fact]) })),
  }
}

/**
 * The referral figures of a node. Undefined if nobody in it was ever referred. `below` are its descendants with their
 * names; `partnerName` turns a lender's code into its name.
 */
export function makeReferralFigures(
  names: CounterNames,
  node: NodeCounters,
  below: { node: NodeCounters; name: string; parent: string }[],
  { agency, partnerName }: { agency?: string | undefined; partnerName: (code: string) => string },
): ReferralFigures | undefined {
  const partners = listPartners(names, node, agency)
  if (partners.length === 0) return undefined
  const cumulative = sumByFact(names, node.cumulative, { agency })
  const inMonth = sumByFact(names, node.inMonth, { agency })
  return {
    facts: ReferralFactKind.options.map((fact) => {
      const { counted, late, reversed } = inMonth[fact]
      const lines = { counted, late, reversed, net: sumLines(inMonth[fact]) }
      return { fact, ...referralFactWords[fact], cumulative: cumulative[fact].net, inMonth: lines }
    }),
    waiting: { ...referralFactWords.waiting, cumulative: countWaiting((fact) => cumulative[fact].net) },
    partners: partners.map((code) => ({
      code,
      name: partnerName(code),
      ...makeRow(names, node, { agency, partner: code }),
    })),
    areas: below
      .filter((child) => listPartners(names, child.node, agency).length > 0)
      .map(({ node: child, name, parent }) => ({
        code: child.area,
        name,
        parent,
        ...makeRow(names, child, { agency }),
      })),
    days: ReferralStep.options.map((step) => makeDays(step, countDays(names, node, step, agency))),
    late: Object.entries(node.shifts)
      .toSorted(byKey)
      .flatMap(([trueMonth, counters]) => {
        const sums = sumByFact(names, counters, { agency })
        const isTouched = Object.values(sums).some((lines) => Object.values(lines).some((n) => n !== 0))
        return isTouched ? [{ trueMonth, facts: makeByFact((fact) => sumLines(sums[fact])) }] : []
      }),
  }
}

/** The codes of the lenders to whom a node's members were referred, sorted. */
function listPartners(
  names: CounterNames,
  { cumulative, inMonth }: NodeCounters,
  agency: string | undefined,
): string[] {
  const found = [...Object.keys(cumulative), ...Object.keys(inMonth)].flatMap((name) => {
    const counter = names.read(name)
    return counter.line === 'referral' && (agency === undefined || counter.agency === agency) ? [counter.partner] : []
  })
  return [...new Set(found)].toSorted()
}

const factsOfStep: Record<ReferralStep, readonly ReferralFactKind[]> = {
  answered: ['taken', 'not_eligible'],
  approved: ['approved'],
  disbursed: ['disbursed'],
}

function countDays(
  names: CounterNames,
  { cumulative }: NodeCounters,
  step: ReferralStep,
  agency: string | undefined,
): number[] {
  const counts = decisionBuckets.map(() => 0)
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (counter.line !== 'referral_days' || (agency !== undefined && counter.agency !== agency)) continue
    if (factsOfStep[step].includes(counter.fact)) counts[counter.bucket] = (counts[counter.bucket] ?? 0) + n
  }
  return counts
}

function makeDays(step: ReferralStep, counts: number[]): ReferralFigures['days'][number] {
  const total = counts.reduce((sum, n) => sum + n, 0)
  let sum = 0
  const middle = counts.findIndex((n) => {
    sum += n
    return 2 * sum >= total
  })
  const half = total > 0 ? decisionBuckets[middle] : undefined
  return {
    step,
    half: half !== undefined && Number.isFinite(half) ? half : null,
    buckets: decisionBuckets.map((end, i) => ({
      fromDay: i === 0 ? 0 : (decisionBuckets[i - 1] ?? 0) + 1,
      toDay: Number.isFinite(end) ? end : null,
      referrals: counts[i] ?? 0,
    })),
  }
}
