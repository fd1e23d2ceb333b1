import type { Month } from '../calendar.ts'
import { smallest } from '../hiding/bound.ts'
import { cellsKeepSecrets, sumOf } from '../hiding/chain-audit.ts'
import { type Families, findShownNumber, showPartition } from '../hiding/partition.ts'
import type { ShownLoans } from '../hiding/shown-so-far.ts'
import type { ReportReferrals } from './referral-report.ts'
import type { Report } from './report.ts'

/** The facts of loans that a public report counts for referrals. */
const loanFacts = ['approved', 'disbursed'] as const
type ReferralLoanFact = (typeof loanFacts)[number]

export const makeReferralLoanKey = (fact: ReferralLoanFact) => `referrals/${fact}`

/**
 * A lender: how many loans it has (`all`), how many of these came of referrals, and how many members were referred to
 * it.
 */
type Lender = { code: string; all: number; referred: number; sent: number }

/** A public number that includes the loans that came of referrals. */
type Whole = { key: string; all: number }

type Facts = { referrals: ReportReferrals; loans: Report['loans'] }
type Shown = { before: Families; loans: Record<string, ShownLoans>; isTakenNew: boolean; month: Month }

/**
 * Loans that came of referrals are a part of several public numbers: of all loans, of the members taken on, of the
 * loans approved, and of the loans of the lenders that take referrals. Their own number is shown anew only if
 * `hideCells` shows it as a part of each of these numbers that is new in the month, and if the lenders' numbers do not
 * reveal a few loans of one lender (`protectsLenders`). Otherwise everything stays as it was shown.
 */
export function showReferralLoans(facts: Facts, shown: Shown): Families {
  const families: Families = {}
  for (const fact of loanFacts) Object.assign(families, showFact(fact, facts, { ...shown, families }))
  return families
}

function showFact(fact: ReferralLoanFact, facts: Facts, shown: Shown & { families: Families }): Families {
  const { before, loans, isTakenNew, month } = shown
  const key = makeReferralLoanKey(fact)
  const earlier = Object.fromEntries(
    Object.entries(before).filter(([each]) => each === key || each.startsWith(`${key}/`)),
  )
  const lenders = listLenders(fact, facts)
  const areLendersNew = lenders.some(({ code }) => loans[`${fact}/${code}`]?.since === month)
  if (!isTakenNew || loans[fact]?.since !== month || !protectsLenders(lenders, areLendersNew)) return earlier
  const referredLoans = numberOf(facts, fact)
  const wholes: Whole[] = [
    { key, all: loans[fact].number ?? 0 },
    { key: `${key}/taken`, all: numberOf(facts, 'taken') },
    ...(isNew(shown.families, makeReferralLoanKey('approved'), month)
      ? [{ key: `${key}/approved`, all: numberOf(facts, 'approved') }]
      : []),
    ...(areLendersNew ? [{ key: `${key}/lenders`, all: sumOf(lenders, ({ all }) => all) }] : []),
  ]
  const families = splitWholes(wholes, referredLoans, shown)
  return wholes.every((whole) => isNew(families, whole.key, month)) ? { ...earlier, ...families } : earlier
}

const splitWholes = (wholes: Whole[], referred: number, { before, month }: Shown): Families =>
  Object.assign(
    {},
    ...wholes.map(({ key, all }) => {
      const parts = [
        { key: 'referred', members: referred },
        { key: 'others', members: all - referred },
      ]
      return showPartition(before, month, { key, parts })
    }),
  )

const isNew = (families: Families, family: string, month: Month): boolean =>
  findShownNumber(families, { family, cell: 'referred', month }).since === month

/**
 * Whether the lenders' numbers keep a few loans of one lender secret. Readers could subtract these numbers, of this
 * month or another, from the number of loans that came of referrals. Each lender needs at least five loans that came
 * without a referral. If all its loans came of referrals, they must be shown in this month: otherwise the next number
 * shown would reveal how many were added since. The remaining lenders must stay unknown even to a reader who knows
 * these lenders.
 */
function protectsLenders(lenders: Lender[], areNew: boolean): boolean {
  const isKept = ({ all, referred }: Lender) =>
    all - referred >= smallest || (all === referred && (areNew || all === 0))
  if (!lenders.every(isKept)) return false
  const unknown = lenders
    .filter(({ all, referred }) => all > referred)
    .map(({ all, referred, sent }) => ({ by: referred, least: 0, most: Math.min(all - smallest, sent) }))
    .filter(({ most }) => most > 0)
  const [only, ...more] = unknown
  if (!only || more.length > 0) return cellsKeepSecrets(unknown)
  return only.by === 0 || only.by >= smallest
}

const listLenders = (fact: ReferralLoanFact, { referrals, loans }: Facts): Lender[] =>
  referrals.partners.map(({ code, facts }) => ({
    code,
    all: loans?.partners.find((each) => each.code === code)?.facts[fact].cumulative.number ?? 0,
    referred: facts[fact]?.number ?? 0,
    sent: facts.sent?.number ?? 0,
  }))

const numberOf = ({ referrals }: Facts, fact: ReportReferrals['facts'][number]['fact']): number =>
  referrals.facts.find((each) => each.fact === fact)?.number ?? 0
