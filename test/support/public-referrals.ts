import { addMonths } from '../../shared/domain/calendar.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import type { ReportReferrals } from '../../shared/domain/report/referral-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { fewAreas } from './few-areas.ts'
import { publishedIssues } from './made-issues.ts'
import { publicOver } from './pages-of.ts'

const [first] = publishedIssues(fewAreas)
if (!first) throw new Error('There is an issue')

const { loans: _, ...withoutLoans } = makeReports(first.issue, first.hash)({ area: '31' })

/** A published report of the whole programme, without loans. */
export const whole: Report = withoutLoans

export const cities = whole.breakdowns.find(({ by }) => by === 'area_1')?.rows.map(({ code }) => code) ?? []

export const name = { id: 'x', en: 'x' }

const facts = ['sent', 'waiting', 'taken', 'not_eligible', 'no_answer', 'withdrawn', 'approved', 'disbursed'] as const

/** How many referrals have each fact. */
export type ReferralNumbers = Partial<Record<(typeof facts)[number], number>>

/** Referrals, by default of one lender in one city. `sent` is the sum of all outcomes. */
export function referralsOf(
  numbers: ReferralNumbers,
  { partners = [1], areas = [1] }: { partners?: number[]; areas?: number[] } = {},
) {
  const ends = ['waiting', 'taken', 'not_eligible', 'no_answer', 'withdrawn'] as const
  const sent = ends.reduce((sum, fact) => sum + (numbers[fact] ?? 0), 0)
  const split = (parts: number[]) => {
    const all = parts.reduce((sum, n) => sum + n, 0)
    const shares = parts.map((n) => Math.floor((sent * n) / Math.max(all, 1)))
    return shares.map((n, i) => (i === 0 ? n + sent - shares.reduce((sum, each) => sum + each, 0) : n))
  }
  const rows = (parts: number[], code: (i: number) => string) =>
    split(parts).map((number, i) => ({ code: code(i), name: code(i), facts: { sent: { number } } }))
  const referrals: ReportReferrals = {
    facts: facts.map((fact) => ({
      ...{ fact, name, definition: name, inMonth: 1 },
      number: fact === 'sent' ? sent : (numbers[fact] ?? 0),
    })),
    partners: rows(partners, (i) => `p${i}`),
    areas: rows(areas, (i) => cities[i] ?? ''),
    days: [{ step: 'answered', half: 3, buckets: [{ fromDay: 0, toDay: 3, referrals: 1 }] }],
  }
  return referrals
}

/** The public reports of consecutive months with these referrals. */
export const over = (months: ReportReferrals[], more: Partial<Report> = {}): Report[] =>
  publicOver(months.map((referrals, at) => ({ ...whole, ...more, month: addMonths('2026-10', at), referrals })))

/** The number of a fact in a public report, and the month of the number. */
export const shownOf = (report: Report | undefined, fact: string) => {
  const found = report?.referrals?.facts.find((each) => each.fact === fact)
  return [found?.number ?? null, found?.asOf]
}
