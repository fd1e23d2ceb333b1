import * as z from 'zod'
import { Day, Instant, Month } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { Amount } from '../values/money.ts'
import { Classification } from './breakdown-dimensions.ts'
import { LoanFactKind } from './loan-fact-kind.ts'
import { OwnReferralFact } from './referral-fact-kind.ts'

/**
 * Where and how an entry counts: its leaf area and agency *at the time*, and the member's gender, category and so on.
 */
export const Dimensions = z.object({
  area: z.string().describe('Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known'),
  ...Classification.shape,
})
export type Dimensions = z.infer<typeof Dimensions>

const StageEntryKind = z.enum(['attained', 'reversed', 'reclassified_out', 'reclassified_in'])
const LoanEntryKind = z.enum(['loan', 'loan_reversed'])
const ReferralEntryKind = z.enum(['referral', 'referral_reversed'])

export const EntryKind = z
  .enum([...StageEntryKind.options, ...LoanEntryKind.options, ...ReferralEntryKind.options])
  .meta({ id: 'EntryKind' })

/**
 * The fields of every entry.
 *
 * An entry keeps three times apart: `happenedOn` (the true day; for a reversal the day of decision), `recordedAt` (when
 * it reached us) and `postedIn` (the month it counts in). `trueMonth` is the month it would have counted in if no month
 * had been closed. A reversal or reclassification has the `trueMonth` of the entry it corrects.
 */
const EntryFields = Dimensions.extend({
  id: z.string(),
  memberId: z.string(),
  happenedOn: Day,
  trueMonth: Month,
  postedIn: Month,
  recordedAt: Instant,
  reason: z.string().optional(),
  reverses: z.string().optional().describe('The entry that this one reverses or reclassifies'),
  actor: z.string(),
  source: z.string(),
})

/** A stage attained or reversed. The stage `ALL` says when a member came to hold every stage. */
export const StageEntry = EntryFields.extend({
  kind: StageEntryKind,
  stage: z.string(),
  daysFromFirst: z.int().optional().describe('Days from the first stage to this one; absent for the first stage'),
  evidence: z.string().optional().describe('Kind of evidence; its number stays with the member'),
  loan: z.string().optional().describe('The loan by which the stage is held'),
}).meta({ id: 'StageEntry' })
export type StageEntry = z.infer<typeof StageEntry>

/** A loan fact that figures count, or its reversal. */
export const LoanEntry = EntryFields.extend({
  kind: LoanEntryKind,
  loan: z.string(),
  partner: PartnerCode,
  fact: LoanFactKind,
  amount: Amount,
  decisionDays: z.int().optional().describe('For an approval or rejection: days from application to decision'),
  referral: z.string().optional().describe('The referral from which the loan followed'),
  referralDays: z.int().optional().describe('Days from that referral to this fact'),
}).meta({ id: 'LoanEntry' })
export type LoanEntry = z.infer<typeof LoanEntry>

/** A fact of a referral that figures count, or its reversal. */
export const ReferralEntry = EntryFields.extend({
  kind: ReferralEntryKind,
  referral: z.string(),
  partner: PartnerCode,
  fact: OwnReferralFact,
  referralDays: z.int().optional().describe('Days from the referral to its answer'),
}).meta({ id: 'ReferralEntry' })
export type ReferralEntry = z.infer<typeof ReferralEntry>

/** One dated fact in the ledger; append-only. */
export const Entry = z.discriminatedUnion('kind', [StageEntry, LoanEntry, ReferralEntry]).meta({ id: 'Entry' })
export type Entry = z.infer<typeof Entry>

const addingKinds: readonly Entry['kind'][] = ['attained', 'reclassified_in', 'loan', 'referral']

/** 1 if an entry adds a member to its stage, a loan or a referral; -1 if it removes one. */
export const effectOf = ({ kind }: Pick<Entry, 'kind'>): 1 | -1 => (addingKinds.includes(kind) ? 1 : -1)

export const isLoanEntry = (entry: Entry): entry is LoanEntry => entry.kind === 'loan' || entry.kind === 'loan_reversed'

export const isReferralEntry = (entry: Entry): entry is ReferralEntry =>
  entry.kind === 'referral' || entry.kind === 'referral_reversed'
