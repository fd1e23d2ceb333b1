import * as z from 'zod'
import { addDays, Day, Instant, Month } from '../calendar.ts'
import { Dimensions } from '../ledger/entry.ts'
import { OwnReferralFact } from '../ledger/referral-fact-kind.ts'
import { PartnerCode } from '../partner/partner.ts'
import { plainText } from '../values/text.ts'

/**
 * The states of a referral. `prepared` waits to be sent. `received` says that the lender has it. `no_answer` says that
 * no answer came in time. `withdrawn` says that the consent ended, or that an officer took it back.
 */
export const ReferralState = z
  .enum(['prepared', 'sent', 'received', 'no_answer', 'taken', 'not_eligible', 'withdrawn'])
  .meta({ id: 'ReferralState' })
export type ReferralState = z.infer<typeof ReferralState>

/** The states that may come next. No state leads back to an earlier one. A late answer still counts. */
const followers: Record<ReferralState, readonly ReferralState[]> = {
  prepared: ['sent', 'withdrawn'],
  sent: ['received', 'no_answer', 'taken', 'not_eligible', 'withdrawn'],
  received: ['no_answer', 'taken', 'not_eligible', 'withdrawn'],
  no_answer: ['taken', 'not_eligible', 'withdrawn'],
  taken: ['withdrawn'],
  not_eligible: [],
  withdrawn: [],
}

/** What a lender answers. */
export const ReferralReply = z.enum(['received', 'taken', 'not_eligible']).meta({ id: 'ReferralReply' })
export type ReferralReply = z.infer<typeof ReferralReply>

/** A counted fact of a referral, with everything needed to reverse it. */
const CountedFact = z.object({ entryId: z.string(), on: Day, days: z.int().optional(), postedIn: Month })

/** A member who is referred to a lender, under a consent. What was sent and a lender's reason are stored encrypted. */
export const Referral = z
  .object({
    id: z.string(),
    memberId: z.string(),
    version: z.int().min(1),
    partner: PartnerCode,
    consent: z.string(),
    state: ReferralState,
    ...Dimensions.shape,
    preparedAt: Instant,
    preparedBy: z.string(),
    triedAt: Instant.optional().describe('The first try to send it: from then on the lender may have it'),
    sentAt: Instant.optional(),
    file: z.string().optional().describe('The file that it was sent in'),
    answerBy: Day.optional().describe('The last day for an answer'),
    answeredAt: Instant.optional(),
    answeredBy: z.string().optional().describe('The lender, or the officer who recorded the answer'),
    endedAt: Instant.optional(),
    endedBy: z.string().optional(),
    loan: z.string().optional().describe('The loan that the lender reported afterwards'),
    loanOn: Day.optional(),
    byLoan: z.literal(true).optional().describe('The loan alone was the answer'),
    wasReceived: z.literal(true).optional().describe('The lender had said that it has it, before the loan answered'),
    sent: z.string().optional().describe('What was sent; emptied when the person is erased'),
    reason: z.string().optional().describe("The lender's reason; emptied when the person is erased"),
    counted: z.partialRecord(OwnReferralFact, CountedFact).optional().describe('What figures count of it'),
  })
  .meta({ id: 'Referral' })
export type Referral = z.infer<typeof Referral>

/** The part of a referral that the member's item stores while an answer or a loan may still come. */
export const StandingReferral = Referral.pick({ id: true, partner: true })
  .extend({ isOver: z.literal(true).optional().describe('No answer is awaited any more; a loan may still come') })
  .meta({ id: 'StandingReferral' })
export type StandingReferral = z.infer<typeof StandingReferral>

/** An answer that an officer enters. */
export const ReferralAnswer = z
  .strictObject({ answer: ReferralReply, reason: plainText(200).optional().describe('Why the member is not eligible') })
  .meta({ id: 'ReferralAnswer' })
export type ReferralAnswer = z.infer<typeof ReferralAnswer>

/** Whether the member waits for this lender, so that nobody refers the member to it again. */
export const isOpen = ({ state, loan }: Pick<Referral, 'state' | 'loan'>): boolean =>
  state === 'prepared' || state === 'sent' || state === 'received' || (state === 'taken' && loan === undefined)

/** A member keeps at most this many ended referrals, in case a loan still comes. */
const mostEnded = 5

/** The referrals of a member after one of them has changed. */
export function withStandingReferral(all: readonly StandingReferral[], referral: Referral): StandingReferral[] {
  const { id, partner, state, loan } = referral
  const others = all.filter((each) => each.id !== id)
  if (isOpen(referral)) return [...others, { id, partner }]
  if (loan !== undefined || state === 'withdrawn') return others
  const endedReferrals = others.filter(({ isOver }) => isOver)
  const keptReferrals =
    endedReferrals.length >= mostEnded ? others.filter((each) => each !== endedReferrals[0]) : others
  return [...keptReferrals, { id, partner, isOver: true }]
}

/** Whether the lender may already have the data. */
export const mayHaveReachedLender = ({ triedAt, sentAt }: Pick<Referral, 'triedAt' | 'sentAt'>): boolean =>
  triedAt !== undefined || sentAt !== undefined

function canFollow(referral: Referral, to: ReferralState): boolean {
  // The lender may answer before we know that our push arrived.
  const from =
    referral.state === 'prepared' && to !== 'sent' && mayHaveReachedLender(referral) ? 'sent' : referral.state
  return followers[from].includes(to)
}

/** The referral after it was sent. The lender has some days to answer. */
export const withSending = (referral: Referral, now: Instant, today: Day, answerDays: number): Referral =>
  canFollow(referral, 'sent')
    ? {
        ...referral,
        state: 'sent',
        triedAt: referral.triedAt ?? now,
        sentAt: now,
        answerBy: addDays(today, answerDays),
      }
    : { ...referral, sentAt: referral.sentAt ?? now }

/**
 * The referral with an answer. Undefined when the answer changes nothing, because it is known or comes after a later
 * one.
 */
export function withAnswer(
  referral: Referral,
  { answer, reason }: ReferralAnswer,
  { by, now }: { by: string; now: Instant },
): Referral | undefined {
  if (referral.state === 'taken' && answer === 'taken') return withOwnAnswer(referral, by)
  if (!canFollow(referral, answer)) return undefined
  const answerFacts = answer === 'received' ? {} : { answeredAt: now, answeredBy: by }
  // An answer shows that the push arrived.
  const sentAt = referral.sentAt ?? referral.triedAt ?? now
  return { ...referral, sentAt, state: answer, ...answerFacts, ...(reason !== undefined && { reason }) }
}

/**
 * The referral when the lender itself gives the answer that its loan implied. The answer then stays even if the loan
 * is removed. Undefined if the lender gave it before.
 */
const withOwnAnswer = ({ byLoan, wasReceived: _, ...referral }: Referral, by: string): Referral | undefined =>
  byLoan && { ...referral, answeredBy: by }

/** The referral after no answer came in time. Undefined if an answer has come. */
export const withoutAnswer = (referral: Referral): Referral | undefined =>
  canFollow(referral, 'no_answer') ? { ...referral, state: 'no_answer' } : undefined

/** The referral after it was taken back. Undefined when it has ended. */
export const withWithdrawal = (referral: Referral, { by, now }: { by: string; now: Instant }): Referral | undefined =>
  canFollow(referral, 'withdrawn') ? { ...referral, state: 'withdrawn', endedAt: now, endedBy: by } : undefined

/** The referral with the loan that came from it. A loan is an answer too. */
export function withLoan(referral: Referral, loan: string, on: Day, now: Instant): Referral | undefined {
  if (referral.loan !== undefined || !mayHaveReachedLender(referral) || referral.state === 'withdrawn') return undefined
  const answeredReferral = withAnswer(referral, { answer: 'taken' }, { by: referral.partner, now })
  return {
    ...(answeredReferral ?? referral),
    ...(answeredReferral && { byLoan: true }),
    ...(referral.state === 'received' && { wasReceived: true }),
    loan,
    loanOn: on,
  }
}

/**
 * The referral without a loan that turned out to be somebody else's. If the loan was the answer, an answer is awaited
 * again.
 */
export function withoutLoan({ loan: _, loanOn: __, byLoan, wasReceived, ...referral }: Referral): Referral {
  if (!byLoan) return referral
  const { answeredAt: _at, answeredBy: _by, ...unanswered } = referral
  if (referral.state !== 'taken') return unanswered
  return { ...unanswered, state: wasReceived ? 'received' : 'sent' }
}
