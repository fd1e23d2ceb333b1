import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import { ReferralDays, type ReferralFigures } from '../figures/referral-figures.ts'

const count = z.int().nullable().describe('null: hidden')
const asOf = Month.optional().describe('In a public report: the earlier month whose number is still shown')

/** What a report counts of referrals, in the order of print: sent, then waiting or how the wait ended, then loans. */
const ReportedFact = z.enum([
  'sent',
  'waiting',
  'taken',
  'not_eligible',
  'no_answer',
  'withdrawn',
  'applied',
  'approved',
  'disbursed',
  'rejected',
])
type ReportedFact = z.infer<typeof ReportedFact>

const FactLine = z
  .object({
    fact: ReportedFact,
    name: Bilingual,
    definition: Bilingual,
    number: count,
    inMonth: count.describe('Net of the month; null for `waiting`'),
    asOf,
  })
  .meta({ id: 'ReportReferralFact' })
export type ReferralFactLine = z.infer<typeof FactLine>

const Row = z
  .object({
    code: z.string(),
    name: z.string(),
    facts: z.partialRecord(ReportedFact, z.object({ number: count, asOf })),
  })
  .meta({ id: 'ReportReferralRow', description: 'Cumulative' })
export type ReportReferralRow = z.infer<typeof Row>

/** Referrals in a report: each fact with its definition, then by lender and area, and the days that they took. */
export const ReportReferrals = z
  .object({
    facts: z.array(FactLine),
    partners: z.array(Row).describe('Lenders to whom members were referred'),
    areas: z.array(Row).describe('Areas one level below that of the report'),
    days: z.array(ReferralDays),
  })
  .meta({ id: 'ReportReferrals' })
export type ReportReferrals = z.infer<typeof ReportReferrals>

/** The referrals of a report from the figures of its scope. */
export function reportReferrals(
  { facts, waiting, partners, areas, days }: ReferralFigures,
  area: string,
): ReportReferrals {
  const { cumulative, ...words } = waiting
  const lines = new Map<ReportedFact, ReferralFactLine>([
    ['waiting', { fact: 'waiting', ...words, number: cumulative, inMonth: null }],
    ...facts.map(({ fact, name, definition, cumulative: number, inMonth }) => {
      const line: ReferralFactLine = { fact, name, definition, number, inMonth: inMonth.net }
      return [fact, line] as const
    }),
  ])
  return {
    facts: ReportedFact.options.flatMap((fact) => lines.get(fact) ?? []),
    partners: partners.map(makeRow),
    areas: areas.filter(({ parent }) => parent === area).map(makeRow),
    days,
  }
}

function makeRow({ code, name, waiting, facts }: ReferralFigures['partners'][number]): ReportReferralRow {
  const numbers = ReportedFact.options.map((fact) => {
    const number = fact === 'waiting' ? waiting : facts[fact].cumulative
    return [fact, { number }] as const
  })
  return { code, name, facts: Object.fromEntries(numbers) }
}
