import { type ActContext, todayIn } from '../acts/act-context.ts'
import { addDays, type Day, dayOf, daysFrom, type Instant, monthOfDay } from '../calendar.ts'
import { Dimensions, type ReferralEntry } from '../ledger/entry.ts'
import { findPostingMonth } from '../ledger/posting-month.ts'
import { OwnReferralFact } from '../ledger/referral-fact-kind.ts'
import type { Referral } from './referral.ts'

/** A fact of a referral, with its day. An answer also has the number of days that it took. */
type ReferralFact = { fact: OwnReferralFact; on: Day; days?: number }

/**
 * Lists the facts of a referral that count. A referral counts once we know that it arrived. From then on it waits, or
 * has one of the other facts. A lender's answer stays, even if the referral is taken back later; so does a `no_answer`
 * that is counted. A late answer replaces `no_answer`.
 */
export function listReferralFacts(referral: Referral, zone: string): ReferralFact[] {
  const { state, sentAt, answeredAt, answerBy, endedAt, counted } = referral
  if (sentAt === undefined) return []
  const on = (at: Instant): Day => dayOf(new Date(at), zone)
  const sentFact: ReferralFact = { fact: 'sent', on: on(sentAt) }
  if (answeredAt !== undefined) {
    const fact = state === 'not_eligible' ? 'not_eligible' : 'taken'
    return [sentFact, { fact, on: on(answeredAt), days: daysFrom(sentFact.on, on(answeredAt)) }]
  }
  const lapsedOn = addDays(answerBy ?? sentFact.on, 1)
  if (state === 'no_answer') return [sentFact, { fact: 'no_answer', on: lapsedOn }]
  if (state !== 'withdrawn' || endedAt === undefined) return [sentFact]
  const hasLapsed = counted?.no_answer !== undefined || (answerBy !== undefined && on(endedAt) > answerBy)
  return [sentFact, hasLapsed ? { fact: 'no_answer', on: lapsedOn } : { fact: 'withdrawn', on: on(endedAt) }]
}

type CountedFact = NonNullable<NonNullable<Referral['counted']>[OwnReferralFact]>

/**
 * Makes the entries for a referral's new state: some count facts that are not counted yet, and one may reverse a
 * fact that no longer holds. A referral counts where its member was when it was prepared.
 */
export function countReferral(
  context: ActContext,
  referral: Referral,
): { referral: Referral; entries: ReferralEntry[] } {
  const facts = listReferralFacts(referral, context.programme.zone)
  const counted: NonNullable<Referral['counted']> = {}
  const entries: ReferralEntry[] = []
  for (const kind of OwnReferralFact.options) {
    const before = referral.counted?.[kind]
    const now = facts.find(({ fact }) => fact === kind)
    if (before && !now) entries.push(makeReversalEntry(context, referral, kind, before))
    if (!now) continue
    const entry = before ? undefined : makeCountingEntry(context, referral, now)
    if (entry) entries.push(entry)
    const countedFact = entry ? makeCountedFact(entry) : before
    if (countedFact) counted[kind] = countedFact
  }
  return { referral: facts.length > 0 ? { ...referral, counted } : referral, entries }
}

const makeCommonFields = (context: ActContext, referral: Referral) => ({
  id: context.newEntryId(),
  memberId: referral.memberId,
  referral: referral.id,
  partner: referral.partner,
  ...Dimensions.parse(referral),
  recordedAt: context.now.toISOString(),
  actor: context.actor,
  source: context.source,
})

function makeCountingEntry(context: ActContext, referral: Referral, { fact, on, days }: ReferralFact): ReferralEntry {
  const trueMonth = monthOfDay(on)
  return {
    ...makeCommonFields(context, referral),
    kind: 'referral',
    fact,
    ...(days !== undefined && { referralDays: days }),
    happenedOn: on,
    trueMonth,
    postedIn: findPostingMonth(trueMonth, context),
  }
}

/** Reverses a fact in the month of its entry or, if that is closed, in the earliest open month. */
function makeReversalEntry(
  context: ActContext,
  referral: Referral,
  fact: OwnReferralFact,
  { entryId, on, days, postedIn }: CountedFact,
): ReferralEntry {
  return {
    ...makeCommonFields(context, referral),
    kind: 'referral_reversed',
    fact,
    ...(days !== undefined && { referralDays: days }),
    happenedOn: todayIn(context),
    trueMonth: monthOfDay(on),
    postedIn: findPostingMonth(postedIn, context),
    reverses: entryId,
  }
}

const makeCountedFact = ({ id, happenedOn, referralDays, postedIn }: ReferralEntry): CountedFact => ({
  entryId: id,
  on: happenedOn,
  ...(referralDays !== undefined && { days: referralDays }),
  postedIn,
})
