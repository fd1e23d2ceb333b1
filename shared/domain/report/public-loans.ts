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
 * were added since: one loan's amount belongs to its borrower. Partners and decision times are shown only with the
 * fact's number, and partners' amounts only if every partner's number is up to date. What the month added is left out,
 * because it would give this away every month.
 */
export function publicLoans(
  loans: Loans,
  before: Hiding | undefined,
  month: Month,
): { loans: Loans; shown: Record<string, ShownLoans>; families: Families } {
  const whole = Object.fromEntries(
    loans.facts.map(({ fact, cumulative }) => [fact, showWithAmount(before?.loans[fact], cumulative, month)]),
  )
  const families = showFamilies(loans, before?.families ?? {}, whole, month)
  const ofPartners = Object.fromEntries(
    loans.partners.flatMap(({ code, facts }) =>
      LoanFactKind.options.map((fact): [string, ShownLoans] => {
        const key = `${fact}/${code}`
        const cells = Object.values(families[`loans/${fact}`]?.cells ?? {})
        const isOpen = cells.length > 0 && cells.every(({ since }) => since === month)
        const earlier = before?.loans[key] ?? { number: null, amount: null }
        return [key, isOpen ? { ...facts[fact].cumulative, since: month } : earlier]
      }),
    ),
  )
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

/** A number with its amount, kept until the number has moved by at least the bound. */
function showWithAmount(last: ShownLoans | undefined, { number, amount }: LoanCell, month: Month): ShownLoans {
  const now = number ?? 0
  if (last && Math.abs(now - (last.number ?? 0)) < smallest) return last
  return now < smallest ? nothing : { number, amount, since: month }
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

/**
 * A fact of all partners. If another fact has nearly the same number, the two amounts would differ by only a few loans,
 * for example those approved and not yet disbursed. Then only the larger fact shows its amount.
 */
function publicFact(fact: LoanFact, whole: Record<string, ShownLoans>, month: Month): LoanFact {
  const { number, amount, since }: ShownLoans = whole[fact.fact] ?? nothing
  const isNearly = Object.values(whole).some(
    (other) => other.number !== null && number !== null && other.number > number && other.number - number < smallest,
  )
  return {
    ...fact,
    cumulative: { number, amount: isNearly ? null : amount },
    inMonth: nothingInMonth,
    ...(since !== undefined && since !== month && { asOf: since }),
  }
}

const publicDays = ({ fact, buckets }: DecisionDays, families: Families, month: Month): DecisionDays => ({
  fact,
  buckets: buckets.map((bucket) => ({
    ...bucket,
    loans: shownIn(families, { family: `days/${fact}`, cell: String(bucket.fromDay), month }).members,
  })),
})

function publicPartner(
  { code, name }: PartnerRow,
  families: Families,
  amounts: Record<string, ShownLoans>,
  month: Month,
): PartnerRow {
  const cell = (fact: LoanFactKind): PartnerRow['facts'][LoanFactKind] => {
    const { members } = shownIn(families, { family: `loans/${fact}`, cell: code, month })
    const { number, amount } = amounts[`${fact}/${code}`] ?? nothing
    return { cumulative: { number: members, amount: number === members ? amount : null }, inMonth: nothing }
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
