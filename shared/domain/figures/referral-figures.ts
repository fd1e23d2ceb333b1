import * as z from 'zod'
import { Month } from '../calendar.ts'
import { type CounterNames, type Counters, decisionBuckets, type FactCounterLine } from '../ledger/counter.ts'
import { makeByFact } from '../ledger/loan-fact-kind.ts'
import { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import { byKey } from '../values/text-order.ts'
import { countByDays, dayRanges, type FactScope, listPartners, readFactCounters, sumLines } from './fact-counters.ts'
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
      late: z.int().describe('Counted now, but of an earlier month that is closed'),
      reversed: z.int(),
      net: z.int(),
    }),
  })
  .meta({ id: 'ReferralFactFigures' })

const ByFact = z.record(ReferralFactKind, z.object({ cumulative: z.int(), inMonth: z.int() }))

const Row = z
  .object({ code: z.string(), name: z.string(), waiting: z.int(), facts: ByFact })
  .meta({ id: 'ReferralRow', description: 'Cumulative, and net in the month' })

/** The event that ends a count of days. The count begins on the day on which the referral was sent. */
const ReferralStep = z.enum(['answered', 'approved', 'disbursed']).meta({ id: 'ReferralStep' })
type ReferralStep = z.infer<typeof ReferralStep>

export const ReferralDays = z
  .object({
    step: ReferralStep,
    half: z
      .int()
      .nullable()
      .describe(
        'Half of the referrals took at most this many days. Null if there are none yet, or if half took longer than the last bucket with an end',
      ),
    buckets: z.array(z.object({ fromDay: z.int(), toDay: z.int().nullable(), referrals: z.int() })),
  })
  .meta({ id: 'ReferralDays', description: 'Days from referral to answer, approval and disbursement, cumulative' })

const Late = z
  .object({ trueMonth: Month, facts: z.record(ReferralFactKind, z.int()) })
  .meta({ id: 'LateReferrals', description: 'Net change in this month that belongs to an earlier month' })

/** The results of referring members to lenders, counted in the same cells and by the same rules as loans. */
export const ReferralFigures = z
  .object({
    facts: z.array(ReferralFactFigures),
    waiting: z.object({ ...terms, cumulative: z.int() }),
    partners: z.array(Row).describe('Lenders to whom members were referred'),
    areas: z
      .array(Row.extend({ parent: z.string() }))
      .describe('Areas with referrals, on the two levels below the area'),
    days: z.array(ReferralDays),
    late: z.array(Late),
  })
  .meta({ id: 'ReferralFigures' })
export type ReferralFigures = z.infer<typeof ReferralFigures>

type Sums = Record<ReferralFactKind, Record<FactCounterLine, number>>

const makeByReferralFact = <T>(make: (fact: ReferralFactKind) => T): Record<ReferralFactKind, T> => ({
  sent: make('sent'),
  taken: make('taken'),
  not_eligible: make('not_eligible'),
  no_answer: make('no_answer'),
  withdrawn: make('withdrawn'),
  ...makeByFact(make),
})

function sumByFact(names: CounterNames, counters: Counters, scope: FactScope): Sums {
  const sums: Sums = makeByReferralFact(() => ({ counted: 0, late: 0, reversed: 0, net: 0 }))
  for (const [{ fact, factLine }, n] of readFactCounters(names, counters, 'referral', scope)) sums[fact][factLine] += n
  return sums
}

const countNet = (lines: Record<FactCounterLine, number>): number => sumLines((line) => lines[line])

/** How many referrals wait: those sent, minus those with a fact that ends the wait. */
const countWaiting = (numberOf: (fact: ReferralFactKind) => number): number =>
  numberOf('sent') - numberOf('taken') - numberOf('not_eligible') - numberOf('no_answer') - numberOf('withdrawn')

function makeRow(names: CounterNames, node: NodeCounters, scope: FactScope) {
  const [cumulative, inMonth] = [sumByFact(names, node.cumulative, scope), sumByFact(names, node.inMonth, scope)]
  return {
    waiting: countWaiting((fact) => cumulative[fact].net),
    facts: makeByReferralFact((fact) => ({ cumulative: cumulative[fact].net, inMonth: countNet(inMonth[fact]) })),
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
  const partners = listPartners(names, node, 'referral', agency)
  if (partners.length === 0) return undefined
  const cumulative = sumByFact(names, node.cumulative, { agency })
  const inMonth = sumByFact(names, node.inMonth, { agency })
  return {
    facts: ReferralFactKind.options.map((fact) => {
      const { counted, late, reversed } = inMonth[fact]
      const lines = { counted, late, reversed, net: countNet(inMonth[fact]) }
      return { fact, ...referralFactWords[fact], cumulative: cumulative[fact].net, inMonth: lines }
    }),
    waiting: { ...referralFactWords.waiting, cumulative: countWaiting((fact) => cumulative[fact].net) },
    partners: partners.map((code) => ({
      code,
      name: partnerName(code),
      ...makeRow(names, node, { agency, partner: code }),
    })),
    areas: below
      .filter((child) => listPartners(names, child.node, 'referral', agency).length > 0)
      .map(({ node: child, name, parent }) => ({
        code: child.area,
        name,
        parent,
        ...makeRow(names, child, { agency }),
      })),
    days: ReferralStep.options.map((step) =>
      makeDays(step, countByDays(names, node, 'referral_days', factsOfStep[step], agency)),
    ),
    late: Object.entries(node.shifts)
      .toSorted(byKey)
      .flatMap(([trueMonth, counters]) => {
        const sums = sumByFact(names, counters, { agency })
        const isTouched = Object.values(sums).some((lines) => Object.values(lines).some((n) => n !== 0))
        return isTouched ? [{ trueMonth, facts: makeByReferralFact((fact) => countNet(sums[fact])) }] : []
      }),
  }
}

const factsOfStep: Record<ReferralStep, readonly ReferralFactKind[]> = {
  answered: ['taken', 'not_eligible'],
  approved: ['approved'],
  disbursed: ['disbursed'],
}

/**
 * Counts the referrals that had a step, by days. By the day `half`, the end of a bucket, at least half of them had it.
 */
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
    buckets: dayRanges.map((range, i) => ({ ...range, referrals: counts[i] ?? 0 })),
  }
}
