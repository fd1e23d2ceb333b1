import type { ReportReferralRow } from '../../domain/report/referral-report.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'
import { asOf, count, type ReportTable, text } from './table.ts'

/**
 * Members' referrals to lenders: each fact with its definition, then by lender and area, and the days that they took.
 */
export function referralTables(report: Report, wording: Wording): ReportTable[] {
  const { referrals } = report
  if (!referrals) return []
  const { words } = wording
  return [
    factTable(report, referrals, wording),
    rowTable(report, referrals.partners, { code: 'referral_partners', title: words.referralsByLender }, wording),
    rowTable(report, referrals.areas, { code: 'referral_areas', title: words.referralsByArea }, wording),
    daysTable(referrals, wording),
  ]
}

type Referrals = NonNullable<Report['referrals']>

const factTable = ({ hiding }: Report, { facts }: Referrals, { words, language }: Wording): ReportTable => ({
  code: 'referrals',
  title: words.referrals,
  keys: 2,
  columns: [
    { ...text('fact', words.code), detail: true },
    text('name', words.name),
    count('number', words.howMany),
    count('in_month', words.thisMonth),
    text('definition', words.definition),
    ...(hiding ? [asOf('number', words.asOf)] : []),
  ],
  rows: facts.map(({ fact, name, definition, number, inMonth, asOf: earlier }) => [
    fact,
    name[language],
    number,
    inMonth,
    definition[language],
    ...(hiding ? [earlier ?? null] : []),
  ]),
})

/** A table with a column for each fact that any row has. In a public report that is only `sent`. */
function rowTable(
  { hiding, referrals }: Report,
  rows: ReportReferralRow[],
  { code, title }: Pick<ReportTable, 'code' | 'title'>,
  { words, language }: Wording,
): ReportTable {
  const shownFacts = (referrals?.facts ?? []).filter(({ fact }) => rows.some(({ facts }) => facts[fact]))
  return {
    code,
    title,
    keys: 2,
    columns: [
      { ...text('code', words.code), detail: true },
      text('name', code === 'referral_areas' ? words.area : words.lender),
      ...shownFacts.map(({ fact, name }) => count(fact, name[language])),
      ...(hiding ? shownFacts.map(({ fact }) => asOf(fact, words.asOf)) : []),
    ],
    rows: rows.map((row) => [
      row.code,
      row.name,
      ...shownFacts.map(({ fact }) => row.facts[fact]?.number ?? null),
      ...(hiding ? shownFacts.map(({ fact }) => row.facts[fact]?.asOf ?? null) : []),
    ]),
  }
}

function daysTable({ days }: Referrals, { words }: Wording): ReportTable {
  const [first] = days
  const nameBucket = (fromDay: number, toDay: number | null) =>
    `${toDay === null ? `≥ ${fromDay}` : `${fromDay}–${toDay}`} ${words.days}`
  return {
    code: 'referral_days',
    title: words.referralDays,
    keys: 2,
    columns: [
      { ...text('step', words.code), detail: true },
      text('name', words.name),
      count('half', `${words.halfWithin} (${words.days})`),
      ...(first?.buckets ?? []).map(({ fromDay, toDay }) => count(`from_${fromDay}`, nameBucket(fromDay, toDay))),
    ],
    rows: days.map(({ step, half, buckets }) => [
      step,
      words.referralStep[step],
      half,
      ...buckets.map(({ referrals }) => referrals),
    ]),
  }
}
