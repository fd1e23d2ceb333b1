import { type ActContext, todayIn } from '../acts/act-context.ts'
import { daysFrom, monthOfDay } from '../calendar.ts'
import { Classification } from '../ledger/breakdown-dimensions.ts'
import { Dimensions, type LoanEntry } from '../ledger/entry.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { findPostingMonth } from '../ledger/posting-month.ts'
import type { Member } from '../member/member.ts'
import { type LoanFact, listLoanFacts } from './loan-facts.ts'
import type { LoanRecord } from './loan-record.ts'

/** The reason of every entry that reverses a loan's fact, even if the fact only changed. */
export const withdrawnReason = 'loan_withdrawn'

type CountedLoan = Pick<LoanRecord, 'counted'> & { entries: LoanEntry[] }
type CountedFact = NonNullable<LoanRecord['counted'][LoanFactKind]>

/**
 * Makes the entries for a loan's new state: some reverse facts that no longer hold, others count facts that hold now.
 * A counted fact stays where it was counted, even if the member moves later. `belongsToHolder` says whether a member id is
 * one of the holder's records, merged ones included. If the loan followed from a referral of the holder, its entries
 * name that referral.
 */
export function countLoan(
  context: ActContext,
  record: LoanRecord,
  holder: Member | undefined,
  belongsToHolder: (memberId: string) => boolean,
): CountedLoan {
  const facts = holder ? listLoanFacts(record.loan).filter(({ on }) => monthOfDay(on) >= context.firstMonth) : []
  const ownReferral = record.referral && belongsToHolder(record.referral.memberId) ? record.referral : undefined
  const wantedFacts = facts.map(
    (fact): FactToCount => ({ ...fact, ...(ownReferral && makeReferralFields(ownReferral, fact)) }),
  )
  const counted: LoanRecord['counted'] = {}
  const entries: LoanEntry[] = []
  for (const kind of LoanFactKind.options) {
    const before = record.counted[kind]
    const now = wantedFacts.find(({ fact }) => fact === kind)
    if (before && now && isSame(before, now) && belongsToHolder(before.memberId)) {
      counted[kind] = before
      continue
    }
    if (before) entries.push(makeReversingEntry(context, record, kind, before))
    if (now && holder) {
      const entry = makeCountingEntry(context, record, holder, now)
      entries.push(entry)
      counted[kind] = makeCountedFact(entry)
    }
  }
  return { counted, entries }
}

/** A fact to count, with the referral from which its loan followed. */
type FactToCount = LoanFact & Pick<LoanEntry, 'referral' | 'referralDays'>

const makeReferralFields = ({ id, sentOn }: NonNullable<LoanRecord['referral']>, { on }: LoanFact) => ({
  referral: id,
  referralDays: daysFrom(sentOn, on),
})

const isSame = (before: CountedFact, { on, amount, decisionDays, referral, referralDays }: FactToCount): boolean =>
  before.on === on &&
  before.amount === amount &&
  before.decisionDays === decisionDays &&
  before.referral === referral &&
  before.referralDays === referralDays

const makeCommonFields = (context: ActContext, { id, partner }: LoanRecord) => ({
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
function makeCountingEntry(context: ActContext, record: LoanRecord, holder: Member, fact: FactToCount): LoanEntry {
  const trueMonth = monthOfDay(fact.on)
  return {
    ...makeCommonFields(context, record),
    kind: 'loan',
    memberId: holder.id,
    fact: fact.fact,
    amount: fact.amount,
    ...pickDaysAndReferral(fact),
    happenedOn: fact.on,
    trueMonth,
    postedIn: findPostingMonth(trueMonth, context),
    area: context.areas.leafOf(holder.area) ?? holder.area,
    ...Classification.parse(holder),
  }
}

/** Reverses a fact in the month of its entry or, when that is closed, in the earliest open month. */
function makeReversingEntry(
  context: ActContext,
  record: LoanRecord,
  fact: LoanFactKind,
  before: CountedFact,
): LoanEntry {
  return {
    ...makeCommonFields(context, record),
    kind: 'loan_reversed',
    memberId: before.memberId,
    fact,
    amount: before.amount,
    ...pickDaysAndReferral(before),
    happenedOn: todayIn(context),
    trueMonth: monthOfDay(before.on),
    postedIn: findPostingMonth(before.postedIn, context),
    ...Dimensions.parse(before),
    reason: withdrawnReason,
    reverses: before.entryId,
  }
}

const makeCountedFact = (entry: LoanEntry): CountedFact => ({
  ...Dimensions.parse(entry),
  entryId: entry.id,
  memberId: entry.memberId,
  on: entry.happenedOn,
  amount: entry.amount,
  ...pickDaysAndReferral(entry),
  postedIn: entry.postedIn,
})

const pickDaysAndReferral = ({
  decisionDays,
  referral,
  referralDays,
}: Pick<LoanEntry, 'decisionDays' | 'referral' | 'referralDays'>) => ({
  ...(decisionDays !== undefined && { decisionDays }),
  ...(referral !== undefined && { referral }),
  ...(referralDays !== undefined && { referralDays }),
})
