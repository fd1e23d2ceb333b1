import type { Month } from '../calendar.ts'
import { smallest } from '../hiding/bound.ts'
import { type Families, findShownNumber, type Part, showPartition } from '../hiding/partition.ts'
import type { ShownLoans } from '../hiding/shown-so-far.ts'
import { makeReferralLoanKey, showReferralLoans } from './public-referral-loans.ts'
import type { ReferralFactLine, ReportReferralRow, ReportReferrals } from './referral-report.ts'
import type { Report } from './report.ts'

const sentKey = 'referrals/sent'
const endKey = 'referrals/end'
const partnerKey = 'referrals/partner'
const areaKey = 'referrals/area'

/** The outcomes of a referral that was sent. It has exactly one of them. */
const ends = ['waiting', 'taken', 'not_eligible', 'no_answer', 'withdrawn'] as const

/**
 * Referrals as the public sees them. The number sent is shown anew only when it has moved by at least five. Only then
 * the outcomes are shown anew too, and the numbers sent by lender and by area. Each of these adds up to the number
 * sent, so `hideCells` decides which cells to show. Loans that came of referrals are shown only with all loans and
 * with the number taken on (`showReferralLoans`). What the month added, the days and everything else by lender are
 * left out.
 */
export function makePublicReferrals(
  referrals: ReportReferrals,
  { breakdowns, loans }: Pick<Report, 'breakdowns' | 'loans'>,
  { before, shownLoans, month }: { before: Families; shownLoans: Record<string, ShownLoans>; month: Month },
): { referrals: ReportReferrals; families: Families } {
  const numberOf = (fact: string) => referrals.facts.find((each) => each.fact === fact)?.number ?? 0
  const referralsSent = numberOf('sent')
  const families: Families = {}
  const show = (key: string, parts: Part[], isUpToDate: boolean) => {
    const earlier = before[key]
    if (isUpToDate) Object.assign(families, showPartition(before, month, { key, parts }))
    else if (earlier) families[key] = earlier
  }
  const isNew = (family: string, cell: string) => findShownNumber(families, { family, cell, month }).since === month

  const hasMoved = Math.abs(referralsSent - (before[sentKey]?.cells.sent?.members ?? 0)) >= smallest
  show(sentKey, [{ key: 'sent', members: referralsSent }], hasMoved)
  const isSentNew = isNew(sentKey, 'sent')
  show(
    endKey,
    ends.map((key) => ({ key, members: numberOf(key) })),
    isSentNew,
  )
  show(partnerKey, referrals.partners.map(toPart), isSentNew)
  const areas = listAreas(referrals, breakdowns)
  show(areaKey, areas.map(toPart), isSentNew)
  const isTakenNew = isNew(endKey, 'taken')
  Object.assign(families, showReferralLoans({ referrals, loans }, { before, loans: shownLoans, isTakenNew, month }))

  const cellOf = (family: string, cell: string) => {
    const { members, since } = findShownNumber(families, { family, cell, month })
    return { number: members, ...(since !== undefined && since !== month && { asOf: since }) }
  }
  const toLine = (fact: ReferralFactLine): ReferralFactLine[] => {
    const place = findCell(fact.fact)
    return place ? [{ ...fact, ...cellOf(...place), inMonth: null }] : []
  }
  const toRows = (all: ReportReferralRow[], family: string) =>
    all
      .map(({ code, name }): ReportReferralRow => ({ code, name, facts: { sent: cellOf(family, code) } }))
      .filter(({ facts }) => (facts.sent?.number ?? 0) > 0)
  return {
    families,
    referrals: {
      facts: referrals.facts.flatMap(toLine),
      partners: toRows(referrals.partners, partnerKey),
      areas: toRows(areas, areaKey),
      days: [],
    },
  }
}

/** The family and cell of a fact that the public sees. */
function findCell(fact: ReferralFactLine['fact']): [family: string, cell: string] | undefined {
  if (fact === 'sent') return [sentKey, fact]
  if (ends.some((end) => end === fact)) return [endKey, fact]
  return fact === 'approved' || fact === 'disbursed' ? [makeReferralLoanKey(fact), 'referred'] : undefined
}

/** Lists every area of the level below the whole, because one without referrals may get some later. */
function listAreas({ areas }: ReportReferrals, breakdowns: Report['breakdowns']): ReportReferralRow[] {
  const rows = breakdowns.find(({ by }) => by === 'area_1')?.rows ?? []
  return rows.map(({ code, name }) => areas.find((each) => each.code === code) ?? { code, name: name.id, facts: {} })
}

const toPart = ({ code, facts }: ReportReferralRow): Part => ({ key: code, members: facts.sent?.number ?? 0 })
