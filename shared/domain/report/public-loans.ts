import type { Month } from '../calendar.ts'
import { smallest } from '../hiding/bound.ts'
import { type Families, findShownNumber, type Part, showPartition } from '../hiding/partition.ts'
import type { Hiding, ShownLoans } from '../hiding/shown-so-far.ts'
import { LoanFactKind, loanFactOf, makeByFact } from '../ledger/loan-fact-kind.ts'
import type { DecisionDays, Headline, PartnerRow, Report, ReportLoanCell, ReportLoanFact } from './report.ts'

type Loans = NonNullable<Report['loans']>

const hiddenCell: ReportLoanCell = { number: null, amount: null }
const hiddenInMonth = { counted: hiddenCell, late: hiddenCell, reversed: hiddenCell, net: hiddenCell }

/**
 * Loans as the public sees them. A fact's number and amount are shown together, and updated only when at least five
 * loans were added, because one loan's amount belongs to its borrower. An amount is left out if it would differ from
 * another by only a few loans, such as those approved and not yet disbursed. Decision times are shown only with the
 * fact's number. So are the partners' numbers, and only all together. The numbers that the month added are left out,
 * because they would reveal every change each month.
 */
export function makePublicLoans(
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
  const families = showDays(loans, before?.families ?? {}, whole, month)
  const partnersShown = showPartners(loans, whole, before, month)
  return {
    shown: { ...whole, ...partnersShown },
    families,
    loans: {
      facts: loans.facts.map((fact) => makePublicFact(fact, whole, month)),
      decisionDays: loans.decisionDays.map((days) => makePublicDays(days, families, month)),
      partners: loans.partners.map((row) => makePublicPartner(row, partnersShown, month)).filter(isShown),
    },
  }
}

/**
 * Headlines with the loan numbers that are shown, or with none if the public report says nothing about loans.
 * Indicators that count loans are left out: their value cannot be hidden, and the section on loans shows the loans.
 */
export const makePublicHeadlines = (headlines: Headline[], shown: Loans | undefined): Headline[] =>
  headlines
    .filter(({ counts }) => loanFactOf(counts) === undefined)
    .map(({ loans, ...headline }) => ({
      ...headline,
      ...(loans && {
        loans: loans.flatMap(({ fact }) => {
          const shownFact = shown?.facts.find((each) => each.fact === fact)
          if (!shownFact) return []
          const { cumulative, asOf } = shownFact
          return [{ fact, loans: cumulative.number, ...(asOf !== undefined && { asOf }) }]
        }),
      }),
    }))

type FactNow = { key: string; now: ReportLoanCell }

/**
 * Numbers with their amounts, each kept until the number has moved by at least the bound. The larger numbers decide
 * first. So if only one of two amounts may be shown, it is that of the larger number.
 */
function showFacts(facts: FactNow[], before: Record<string, ShownLoans>, month: Month): Record<string, ShownLoans> {
  const isMoved = ({ key, now }: FactNow) => Math.abs((now.number ?? 0) - (before[key]?.number ?? 0)) >= smallest
  const shown = new Map<string, ShownLoans>()
  for (const each of facts) if (!isMoved(each)) shown.set(each.key, before[each.key] ?? hiddenCell)
  const movedFacts = facts.filter(isMoved).toSorted((a, b) => (b.now.number ?? 0) - (a.now.number ?? 0))
  for (const { key, now } of movedFacts) {
    const number = now.number ?? 0
    const isRevealing = revealsFewLoans(number, [...shown.values()])
    shown.set(key, number < smallest ? hiddenCell : { number, amount: isRevealing ? null : now.amount, since: month })
  }
  return Object.fromEntries(facts.map(({ key }) => [key, shown.get(key) ?? hiddenCell]))
}

/** Whether a number's amount would differ by only a few loans from an amount that is shown. */
const revealsFewLoans = (number: number, shown: ShownLoans[]): boolean =>
  shown.some(
    (other) =>
      other.amount !== null &&
      other.number !== null &&
      other.number !== number &&
      Math.abs(other.number - number) < smallest,
  )

/**
 * Partners' loans. The numbers of a fact are shown for all partners or for none: for all if each number either stayed
 * the same or moved by at least the bound. If one number were hidden, the other facts could reveal it: nothing is
 * disbursed if nothing was approved. Amounts are shown only with their total. Otherwise the earlier numbers and amounts
 * stay.
 */
function showPartners(
  { partners }: Loans,
  whole: Record<string, ShownLoans>,
  before: Hiding | undefined,
  month: Month,
): Record<string, ShownLoans> {
  const shown = new Map<string, ShownLoans>()
  const lastOf = (fact: LoanFactKind, code: string): ShownLoans => shown.get(`${fact}/${code}`) ?? hiddenCell
  for (const fact of LoanFactKind.options)
    for (const { code } of partners) shown.set(`${fact}/${code}`, findLastShown(before, fact, code))
  const isUpToDate = (fact: LoanFactKind): boolean =>
    whole[fact]?.since === month &&
    partners.every(({ code, facts }) =>
      isMovedOrSame(facts[fact].cumulative.number ?? 0, lastOf(fact, code).number ?? 0),
    )
  const upToDate = LoanFactKind.options.filter(isUpToDate)
  const isRevealingAll = addUpExactly(whole, month) && upToDate.length < LoanFactKind.options.length
  const largestFirst = upToDate.toSorted((a, b) => (whole[b]?.number ?? 0) - (whole[a]?.number ?? 0))
  for (const fact of isRevealingAll ? [] : largestFirst) {
    const cells = partners.map(({ code, facts }) => ({ code, ...facts[fact].cumulative }))
    const others = LoanFactKind.options.filter((other) => other !== fact)
    const isRevealing = cells.some(({ code, number }) =>
      revealsFewLoans(
        number ?? 0,
        others.map((other) => lastOf(other, code)),
      ),
    )
    const hasAmounts = !isRevealing && (whole[fact]?.amount ?? null) !== null
    for (const { code, number, amount } of cells)
      shown.set(`${fact}/${code}`, { number, amount: hasAmounts ? amount : null, since: month })
  }
  return Object.fromEntries(shown)
}

/**
 * Whether some facts add up exactly to another, such as when every approved loan is disbursed. They then add up for
 * each partner as well, and the partners' numbers of one fact would reveal those of the other.
 */
function addUpExactly(whole: Record<string, ShownLoans>, month: Month): boolean {
  const totalOf = (fact: LoanFactKind): number => (whole[fact]?.since === month ? (whole[fact].number ?? NaN) : NaN)
  const [applied, rejected] = [totalOf('applied'), totalOf('rejected')]
  const [approved, disbursed] = [totalOf('approved'), totalOf('disbursed')]
  return (
    approved === disbursed ||
    [approved, disbursed, rejected, approved + rejected, disbursed + rejected].some((sum) => sum === applied)
  )
}

const isMovedOrSame = (now: number, last: number): boolean =>
  now === last || ((now === 0 || now >= smallest) && Math.abs(now - last) >= smallest)

/** The number and amount last shown of a partner. Earlier documents keep the numbers in a separate family. */
function findLastShown(before: Hiding | undefined, fact: LoanFactKind, code: string): ShownLoans {
  const lastShown: ShownLoans = before?.loans[`${fact}/${code}`] ?? hiddenCell
  const cell = before?.families[`loans/${fact}`]?.cells[code]
  if (!cell || cell.since === lastShown.since) return lastShown
  return { number: cell.members, amount: null, ...(cell.since !== undefined && { since: cell.since }) }
}

/** The buckets of days of the facts whose number is up to date. */
const showDays = (
  { decisionDays }: Loans,
  before: Families,
  whole: Record<string, ShownLoans>,
  month: Month,
): Families =>
  Object.assign(
    {},
    ...decisionDays.map(({ fact, buckets }): Families => {
      const key = `days/${fact}`
      const parts = buckets.map(({ fromDay, loans }): Part => ({ key: String(fromDay), members: loans ?? 0 }))
      if (whole[fact]?.since === month) return showPartition(before, month, { key, parts })
      const earlier = before[key]
      return earlier ? { [key]: earlier } : {}
    }),
  )

function makePublicFact(fact: ReportLoanFact, whole: Record<string, ShownLoans>, month: Month): ReportLoanFact {
  const { number, amount, since }: ShownLoans = whole[fact.fact] ?? hiddenCell
  return {
    ...fact,
    cumulative: { number, amount },
    inMonth: hiddenInMonth,
    ...markEarlier(since, month),
  }
}

const makePublicDays = ({ fact, buckets }: DecisionDays, families: Families, month: Month): DecisionDays => ({
  fact,
  buckets: buckets.map((bucket) => {
    const { members, since } = findShownNumber(families, {
      family: `days/${fact}`,
      cell: String(bucket.fromDay),
      month,
    })
    return { ...bucket, loans: members, ...markEarlier(since, month) }
  }),
})

/** The month of a number that is still shown from an earlier one. */
const markEarlier = (since: Month | undefined, month: Month): { asOf?: Month } =>
  since === undefined || since === month ? {} : { asOf: since }

function makePublicPartner({ code, name }: PartnerRow, shown: Record<string, ShownLoans>, month: Month): PartnerRow {
  const cell = (fact: LoanFactKind): PartnerRow['facts'][LoanFactKind] => {
    const { number, amount, since }: ShownLoans = shown[`${fact}/${code}`] ?? hiddenCell
    return { cumulative: { number, amount }, inMonth: hiddenCell, ...markEarlier(since, month) }
  }
  return {
    code,
    name,
    facts: makeByFact(cell),
  }
}

/**
 * Whether a partner has a number that is shown. Until then it is not named, because its first loan would point to a
 * person.
 */
const isShown = ({ facts }: PartnerRow): boolean =>
  Object.values(facts).some(({ cumulative }) => (cumulative.number ?? 0) > 0)
