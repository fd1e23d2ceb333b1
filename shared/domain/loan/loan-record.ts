import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Day, Instant, Month } from '../calendar.ts'
import { Dimensions } from '../ledger/entry.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { PartnerCode } from '../partner/partner.ts'
import { Amount } from '../values/money.ts'
import { Loan, type LoanId, LoanReview } from './loan.ts'

/** A counted fact of a loan, with everything needed to reverse it. */
const CountedFact = Dimensions.extend({
  entryId: z.string(),
  memberId: z.string(),
  on: Day,
  amount: Amount,
  decisionDays: z.int().optional(),
  referral: z.string().optional(),
  referralDays: z.int().optional(),
  postedIn: Month,
})

/** The referral from which a loan followed, with the day on which it was sent. */
const SourceReferral = z.object({ id: z.string(), memberId: z.string(), sentOn: Day })

/** Why a loan waits for its member. */
export const ParkReason = z
  .enum(['member_unknown', 'identity_unsettled', 'member_erased', 'member_restricted'])
  .meta({ id: 'ParkReason' })
export type ParkReason = z.infer<typeof ParkReason>

/** An event that waits because it is dated ahead of our clock: since when, and until when. */
const AheadOfClock = z.object({ since: Instant, until: Instant }).meta({ id: 'AheadOfClock' })

const Decision = z.object({
  outcome: z.enum(['released', 'rejected']),
  by: z.string(),
  at: Instant,
})

/**
 * A loan as stored: its state from all events, its member, and its counted facts. `decisions` has a decision for each
 * event id. The one under `stageDecision` says that the loan must not attain the financing stage.
 */
export const LoanRecord = z.object({
  id: z.string(),
  partner: PartnerCode,
  number: z.string(),
  version: z.int().min(1),
  isSandbox: z.boolean(),
  loan: Loan.optional().describe('Absent while no event is in effect yet'),
  events: z.int(),
  review: z.array(LoanReview),
  reviewSince: Instant.optional().describe('Waiting for a person since'),
  decisions: z.record(z.string(), Decision),
  memberId: z.string().optional().describe('Whose it is'),
  people: z.record(z.string(), z.string()).describe('The members that hold these NIKs, by hash of the NIK'),
  niks: z.record(z.string(), z.string()).describe('NIKs whose holders are not known yet, by hash; stored encrypted'),
  referral: SourceReferral.optional(),
  counted: z.partialRecord(LoanFactKind, CountedFact),
  ahead: AheadOfClock.optional(),
  parked: z.object({ since: Instant, reason: ParkReason }).optional(),
  stageProblems: z.array(z.string()).optional().describe('Why it does not attain the stage: codes'),
  twins: z.array(z.string()).describe('Loans of other partners with the same member, amount and day'),
  dismissedTwins: z
    .array(z.object({ loan: z.string(), reason: z.string(), by: z.string(), at: Instant }))
    .optional()
    .describe('Similar loans that a person decided to be separate'),
})
export type LoanRecord = z.infer<typeof LoanRecord>

/** Our id of a loan, derived from partner and number. It is used where the number must not appear. */
export const loanKey = ({ partner, number }: LoanId): string =>
  `lon_${createHash('sha256').update(`${partner}#${number}`).digest('hex').slice(0, 32)}`

export const makeLoanRecord = (id: LoanId, isSandbox: boolean): LoanRecord => ({
  id: loanKey(id),
  ...id,
  version: 0,
  isSandbox,
  events: 0,
  review: [],
  decisions: {},
  people: {},
  niks: {},
  counted: {},
  twins: [],
})

/** Whether a member key is the hash of a NIK, not a member number. */
export const isNikHash = (memberKey: string): boolean => memberKey.includes('.')

/** The member whom an event of a loan names by number or NIK. Undefined while nobody is found for the NIK. */
export const findNamedMember = ({ people }: Pick<LoanRecord, 'people'>, memberKey: string): string | undefined =>
  isNikHash(memberKey) ? people[memberKey] : memberKey
