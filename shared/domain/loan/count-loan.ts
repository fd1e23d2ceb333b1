import { type ActContext, todayIn } from '../acts/act-context.ts'
import { daysFrom, monthOfDay } from '../calendar.ts'
import { Classification } from '../ledger/breakdown-dimensions.ts'
import { Dimensions, type LoanEntry } from '../ledger/entry.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { postingMonth } from '../ledger/posting-month.ts'
import type { Member } from '../member/member.ts'
import { type LoanFact, listLoanFacts } from './loan-facts.ts'
import type { LoanRecord } from './loan-record.ts'

/** The reason of entries that reverse a loan's facts, also where a fact only changed. */
export const withdrawnReason = 'loan_withdrawn'

type Counted = Pick<LoanRecord, 'counted'> & { entries: LoanEntry[] }
type CountedOnce = NonNullable<LoanRecord['counted'][LoanFactKind]>

/**
 * Makes the entries that a loan's new state brings: those that reverse facts which no longer hold, and those for facts
 * which now do. A counted fact stays where it was counted, even if the member moves later. `isHolders` says whether a
 * member id is one of the holder's records, merged ones included. If the loan followed from a referral of the holder,
 * its entries name that referral.
 */
export function countLoan(
  context: ActContext,
  record: LoanRecord,
  holder: Member | undefined,
  isHolders: (memberId: string) => boolean,
): Counted {
  const facts = holder ? listLoanFacts(record.loan).filter(({ on }) => monthOfDay(on) >= context.firstMonth) : []
  const cameOf = record.referral && isHolders(record.referral.memberId) ? record.referral : undefined
  const wanted = facts.map((fact): Wanted => ({ ...fact, ...(cameOf && fromReferral(cameOf, fact)) }))
  const counted: LoanRecord['counted'] = {}
  const entries: LoanEntry[] = []
  for (const kind of LoanFactKind.options) {
    const before = record.counted[kind]
    const now = wanted.find(({ fact }) => fact === kind)
    if (before && now && isSame(before, now) && isHolders(before.memberId)) {
      counted[kind] = before
      continue
    }
    if (before) entries.push(takeBackEntry(context, record, kind, before))
    if (now && holder) {
      const entry = countingEntry(context, record, holder, now)
      entries.push(entry)
      counted[kind] = rememberCounted(entry)
    }
  }
  return { counted, entries }
}

/** A fact to count, with the referral from which its loan followed. */
type Wanted = LoanFact & Pick<LoanEntry, 'referral' | 'referralDays'>

const fromReferral = ({ id, sentOn }: NonNullable<LoanRecord['referral']>, { on }: LoanFact) => ({
  referral: id,
  referralDays: daysFrom(sentOn, on),
})

const isSame = (before: CountedOnce, { on, amount, decisionDays, referral, referralDays }: Wanted): boolean =>
  before.on === on &&
  before.amount === amount &&
  before.decisionDays === decisionDays &&
  before.referral === referral &&
  before.referralDays === referralDays

const commonFields = (context: ActContext, { id, partner }: LoanRecord) => ({
  id: context.newEntryId(),
  loan: id,
  partner,
  recordedAt: context.now.toISOString(),
  actor: context.actor,
  source: context.source,
})

/**
 * Counts a fact in its true month or, if that is closed, in the earliest open month. It counts at the member's present
 * place.
 */
function countingEntry(context: ActContext, record: LoanRecord, holder: Member, fact: Wanted): LoanEntry {
  const trueMonth = monthOfDay(fact.on)
  return {
    ...commonFields(context, record),
    kind: 'loan',
    memberId: holder.id,
    fact: fact.fact,
    amount: fact.amount,
    ...daysAndReferral(fact),
    happenedOn: fact.on,
    trueMonth,
    postedIn: postingMonth(trueMonth, context),
    area: context.areas.leafOf(holder.area) ?? holder.area,
    ...Classification.parse(holder),
  }
}

/** Reverses a fact in the month of its entry or, when that is closed, in the earliest open month. */
function takeBackEntry(context: ActContext, record: LoanRecord, fact: LoanFactKind, before: CountedOnce): LoanEntry {
  return {
    ...commonFields(context, record),
    kind: 'loan_reversed',
    memberId: before.memberId,
    fact,
    amount: before.amount,
    ...daysAndReferral(before),
    happenedOn: todayIn(context),
    trueMonth: monthOfDay(before.on),
    postedIn: postingMonth(before.postedIn, context),
    ...Dimensions.parse(before),
    reason: withdrawnReason,
    reverses: before.entryId,
  }
}

const rememberCounted = (entry: LoanEntry): CountedOnce => ({
  ...Dimensions.parse(entry),
  entryId: entry.id,
  memberId: entry.memberId,
  on: entry.happenedOn,
  amount: entry.amount,
  ...daysAndReferral(entry),
  postedIn: entry.postedIn,
})

const daysAndReferral = ({
  decisionDays,
  referral,
  referralDays,
}: Pick<LoanEntry, 'decisionDays' | 'referral' | 'referralDays'>) => ({
  ...(decisionDays !== undefined && { decisionDays }),
  ...(referral !== undefined && { referral }),
  ...(referralDays !== undefined && { referralDays }),
})
