import type { Month } from '../calendar.ts'
import { smallest } from '../hiding/bound.ts'
import { type Families, type Part, shownIn, showPartition } from '../hiding/partition.ts'
import type { Hiding, ShownLoans } from '../hiding/shown-so-far.ts'
import { LoanFactKind, loanFactOf } from '../ledger/loan-fact-kind.ts'
import type { DecisionDays, Headline, LoanCell, LoanFact, PartnerRow, Report } from './report.ts'

type Loans = NonNullable<Report['loans']>

const nothing: LoanCell = { number: null, amount: null }
const nothingInMonth = { counted: nothing, late: nothing, reversed: nothing, net: nothing }

/**
 * Loans as the public sees them. A fact's number and amount are shown together, and again only when at least five loans
 * were added since: one loan's amount belongs to its borrower. An amount is left out if it would differ from another by
 * only a few loans, such as those approved and not yet disbursed. Partners and decision times are shown only with the
 * fact's number, and partners' amounts only if every partner's number is up to date. What the month added is left out,
 * because it would give this away every month.
 */
export function publicLoans(
  loans: Loans,
  before: Hiding | undefined,
  month: Month,
): { loans: Loans; shown: Record<string, ShownLoans>; families: Families } {
  const shownBefore = before?.loans ?? {}
  const whole = showFacts(
    loans.facts.map(({ fact, cumulative }) => ({ key: fact, now: cumulative })),
    shownBefore,
    month,
  )
  const families = showFamilies(loans, before?.families ?? {}, whole, month)
  const ofPartners = showPartnerAmounts(loans, { whole, families, before: shownBefore }, month)
  return {
    shown: { ...whole, ...ofPartners },
    families,
    loans: {
      facts: loans.facts.map((fact) => publicFact(fact, whole, month)),
      decisionDays: loans.decisionDays.map((days) => publicDays(days, families, month)),
      partners: loans.partners.map((row) => publicPartner(row, families, ofPartners, month)).filter(isShown),
    },
  }
}

/**
 * Headlines with the loan numbers that are shown. Indicators that count loans are left out: their value cannot be
 * hidden, and the section on loans shows the loans.
 */
export const publicHeadlines = (headlines: Headline[], shown: Loans | undefined): Headline[] =>
  headlines
    .filter(({ counts }) => loanFactOf(counts) === undefined)
    .map(({ loans, ...headline }) => ({
      ...headline,
      ...(loans && {
        loans: loans.map(({ fact }) => {
          const known = shown?.facts.find((each) => each.fact === fact)
          return {
            fact,
            loans: known?.cumulative.number ?? null,
            ...(known?.asOf !== undefined && { asOf: known.asOf }),
          }
        }),
      }),
    }))

type FactNow = { key: string; now: LoanCell }

/**
 * Numbers with their amounts, each kept until the number has moved by at least the bound. The larger numbers decide first,
 * so of two amounts that must not both be shown, that of the smaller number is left out.
 */
function showFacts(facts: FactNow[], before: Record<string, ShownLoans>, month: Month): Record<string, ShownLoans> {
  const isMoved = ({ key, now }: FactNow) => Math.abs((now.number ?? 0) - (before[key]?.number ?? 0)) >= smallest
  const shown = new Map<string, ShownLoans>()
  for (const each of facts) if (!isMoved(each)) shown.set(each.key, before[each.key] ?? nothing)
  const moved = facts.filter(isMoved).toSorted((a, b) => (b.now.number ?? 0) - (a.now.number ?? 0))
  for (const { key, now } of moved) {
    const number = now.number ?? 0
    const isTelling = tellsFewLoans(number, [...shown.values()])
    shown.set(key, number < smallest ? nothing : { number, amount: isTelling ? null : now.amount, since: month })
  }
  return Object.fromEntries(facts.map(({ key }) => [key, shown.get(key) ?? nothing]))
}

/** Whether a number's amount would differ by only a few loans from an amount that is shown. */
const tellsFewLoans = (number: number, shown: ShownLoans[]): boolean =>
  shown.some(
    (other) =>
      other.amount !== null &&
      other.number !== null &&
      other.number !== number &&
      Math.abs(other.number - number) < smallest,
  )

/**
 * What partners' loans come to: of a fact, for all partners or for none. They are shown with the amount of all partners,
 * which they add up to, and only where every partner's number is up to date. Otherwise the earlier ones stay.
 */
function showPartnerAmounts(
  { partners }: Loans,
  { whole, families, before }: { whole: Record<string, ShownLoans>; families: Families; before: Hiding['loans'] },
  month: Month,
): Record<string, ShownLoans> {
  const shown: Record<string, ShownLoans> = {}
  for (const fact of LoanFactKind.options)
    for (const { code } of partners) shown[`${fact}/${code}`] = before[`${fact}/${code}`] ?? nothing
  const largestFirst = LoanFactKind.options.toSorted((a, b) => (whole[b]?.number ?? 0) - (whole[a]?.number ?? 0))
  for (const fact of largestFirst) {
    const cells = Object.values(families[`loans/${fact}`]?.cells ?? {})
    const isUpToDate = cells.length > 0 && cells.every(({ since }) => since === month)
    const isTelling = partners.some(({ code, facts }) => {
      const others = LoanFactKind.options.filter((other) => other !== fact)
      return tellsFewLoans(
        facts[fact].cumulative.number ?? 0,
        others.map((other) => shown[`${other}/${code}`] ?? nothing),
      )
    })
    if (!isUpToDate || isTelling || (whole[fact]?.amount ?? null) === null) continue
    for (const { code, facts } of partners) shown[`${fact}/${code}`] = { ...facts[fact].cumulative, since: month }
  }
  return shown
}

/** Partners and buckets of days, for the facts whose number is up to date. */
function showFamilies(
  { partners, decisionDays }: Loans,
  before: Families,
  whole: Record<string, ShownLoans>,
  month: Month,
): Families {
  const partitions = [
    ...LoanFactKind.options.map((fact) => ({
      fact,
      key: `loans/${fact}`,
      parts: partners.map(({ code, facts }): Part => ({ key: code, members: facts[fact].cumulative.number ?? 0 })),
    })),
    ...decisionDays.map(({ fact, buckets }) => ({
      fact,
      key: `days/${fact}`,
      parts: buckets.map(({ fromDay, loans }): Part => ({ key: String(fromDay), members: loans ?? 0 })),
    })),
  ]
  return Object.assign(
    {},
    ...partitions.map(({ fact, key, parts }) => {
      if (whole[fact]?.since === month) return showPartition(before, month, { key, parts })
      const earlier = before[key]
      return earlier ? { [key]: earlier } : {}
    }),
  )
}

function publicFact(fact: LoanFact, whole: Record<string, ShownLoans>, month: Month): LoanFact {
  const { number, amount, since }: ShownLoans = whole[fact.fact] ?? nothing
  return {
    ...fact,
    cumulative: { number, amount },
    inMonth: nothingInMonth,
    ...markEarlier(since, month),
  }
}

const publicDays = ({ fact, buckets }: DecisionDays, families: Families, month: Month): DecisionDays => ({
  fact,
  buckets: buckets.map((bucket) => {
    const { members, since } = shownIn(families, { family: `days/${fact}`, cell: String(bucket.fromDay), month })
    return { ...bucket, loans: members, ...markEarlier(since, month) }
  }),
})

/** The month of a number that is still shown from an earlier one. */
const markEarlier = (since: Month | undefined, month: Month): { asOf?: Month } =>
  since === undefined || since === month ? {} : { asOf: since }

function publicPartner(
  { code, name }: PartnerRow,
  families: Families,
  amounts: Record<string, ShownLoans>,
  month: Month,
): PartnerRow {
  const cell = (fact: LoanFactKind): PartnerRow['facts'][LoanFactKind] => {
    const { members, since } = shownIn(families, { family: `loans/${fact}`, cell: code, month })
    const earlier: ShownLoans = amounts[`${fact}/${code}`] ?? nothing
    const amount = earlier.number === members && earlier.since === since ? earlier.amount : null
    return { cumulative: { number: members, amount }, inMonth: nothing, ...markEarlier(since, month) }
  }
  return {
    code,
    name,
    facts: {
      applied: cell('applied'),
      approved: cell('approved'),
      disbursed: cell('disbursed'),
      rejected: cell('rejected'),
    },
  }
}

/** A partner is named once one of its numbers is shown: its first loan would point to a person. */
const isShown = ({ facts }: PartnerRow): boolean =>
  Object.values(facts).some(({ cumulative }) => cumulative.number !== null)
