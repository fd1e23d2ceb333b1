import * as z from 'zod'
import { Day, ForeignInstant, Instant } from '../calendar.ts'
import { like, rule } from '../problems/field-rule.ts'
import { type ReferralAnswer, ReferralReply } from '../referral/referral.ts'
import { MemberNumber } from '../values/member-number.ts'
import { Amount, Money } from '../values/money.ts'
import { Nik } from '../values/nik.ts'
import { freeName, plainText } from '../values/text.ts'
import { canFollow, isGranted, LoanDates, LoanState, listStatePath } from './loan-state.ts'

/** A partner's own id or number, without blanks. */
const Reference = z.string().regex(/^[\x21-\x7e]{1,64}$/, like('KUR-2026-000123'))

const EventId = freeName(Reference).meta({
  id: 'EventId',
  not: { enum: Object.getOwnPropertyNames(Object.prototype) },
  description:
    'Unique per partner, and the same when the event is sent again. Not `constructor` or another word that every object ' +
    'has. With Standard Webhooks, without a full stop, because one ends the id in the signed text',
})

const OccurredAt = ForeignInstant.meta({
  id: 'OccurredAt',
  allOf: [{ pattern: '^20' }],
  description: 'When this took effect at the partner, in the years 2000 to 2099',
  example: '2026-11-24T10:00:00+07:00',
})

/** Facts that have an amount of their own, in addition to the amount applied for. */
const factsWithAmount = ['approved', 'disbursed'] as const

/** Refuses a second field that names the member, because the two could name two people. */
const refuseSecondName = z
  .unknown()
  .refine(() => false, rule('member_named_twice'))
  .optional()
  .meta({ not: {} })

const NamedMember = z
  .union([
    z.object({ number: MemberNumber, nik: refuseSecondName }).transform(({ number }) => ({ number })),
    z.object({ nik: Nik, number: refuseSecondName }).transform(({ nik }) => ({ nik })),
  ])
  .describe('Whose loan it is: by member number or, where the partner does not know it, by NIK')

const types = LoanState.options.map((state) => `loan.${state}` as const)

const Body = z.object({
  id: EventId,
  type: z.enum(types).describe('The state of the loan by its last date'),
  occurredAt: OccurredAt,
  sequence: z.int().min(0).default(0).describe('Orders the events of a loan that happened at the same instant'),
  loan: z.object({
    number: Reference.describe("The partner's number of the loan"),
    product: plainText(64).meta({ pattern: '\\S' }),
  }),
  member: NamedMember,
  dates: z
    .object({ ...LoanDates.shape, submitted: Day })
    .describe('Every state that the loan has reached, or is due to reach, and on which day'),
  amounts: z.object({ applied: Money, approved: Money.optional(), disbursed: Money.optional() }),
  daysLate: z
    .int()
    .min(0)
    .max(99_999)
    .optional()
    .describe('Days in arrears; their grade depends on the partner’s type'),
})

/**
 * The dates that an event lacks although figures count them: a signed loan was approved, and a repaid one was
 * disbursed.
 */
function missingDates(state: LoanState | undefined, dates: LoanDates): ('approved' | 'disbursed')[] {
  if (state === undefined) return []
  const neededFields = [
    ...(isGranted(state) ? (['approved'] as const) : []),
    ...(canFollow('disbursed', state) ? (['disbursed'] as const) : []),
  ]
  return neededFields.filter((field) => dates[field] === undefined)
}

/** A JSON Schema: whatever has these `properties` must also match `required`. */
const impliesSchema = (properties: object, requiredSchema: object) => ({
  anyOf: [{ not: { properties } }, { properties: requiredSchema }],
})

/** The same rules in the JSON Schema, except for the order of days, which it cannot compare. */
const conditions = [
  ...LoanState.options.map((state) =>
    impliesSchema(
      { type: { const: `loan.${state}` } },
      { dates: { required: [...new Set([state, ...missingDates(state, {})])] } },
    ),
  ),
  ...factsWithAmount.map((fact) => impliesSchema({ dates: { required: [fact] } }, { amounts: { required: [fact] } })),
]

/**
 * A partner's report on a loan. Every event carries the loan's *whole* known state, with all dates and amounts, not a change.
 * So the next event makes up for a lost one, and a newer event replaces all older ones.
 */
export const LoanEvent = Body.superRefine(({ type, dates, amounts }, context) => {
  const state = listStatePath(dates).at(-1)?.state
  const missing = [
    ...missingDates(state, dates).map((field) => ['dates', field]),
    ...factsWithAmount.filter((field) => dates[field] && !amounts[field]).map((field) => ['amounts', field]),
  ]
  for (const path of missing) context.addIssue({ code: 'custom', params: { code: 'field_missing' }, path })
  if (type !== `loan.${state}`)
    context.addIssue({ code: 'custom', params: { code: 'loan_type_differs' }, path: ['type'] })
}).meta({ id: 'LoanEvent', allOf: conditions })
export type LoanEvent = z.infer<typeof LoanEvent>

/** An event with which a partner tests its signature. It is answered and changes nothing. */
const TestEvent = z
  .object({ id: EventId, type: z.literal('partner.test'), occurredAt: OccurredAt })
  .meta({ id: 'TestEvent' })

const answerTypes = ReferralReply.options.map((reply) => `referral.${reply}` as const)

/** A lender's answer to a member whom we referred to it. */
const ReferralEvent = z
  .object({
    id: EventId,
    type: z
      .enum(answerTypes)
      .describe('received: the lender has it. taken: it handles it. not_eligible: it declines it'),
    occurredAt: OccurredAt,
    referral: Reference.describe('The id of the referral, as we sent it'),
    member: NamedMember,
    reason: plainText(200).optional().describe('Why the member is not eligible'),
  })
  .meta({ id: 'ReferralEvent' })
type ReferralEvent = z.infer<typeof ReferralEvent>

/** An event of a type that we know. */
export const PartnerEvent = z
  .discriminatedUnion('type', [LoanEvent, ReferralEvent, TestEvent])
  .meta({ id: 'PartnerEvent' })

/** An event that is applied after it is received. */
export const AppliedEvent = z.discriminatedUnion('type', [LoanEvent, ReferralEvent])

/** What an answer to a referral says. */
export const readAnswer = ({ type, referral, reason }: ReferralEvent): ReferralAnswer & { referral: string } => ({
  answer: ReferralReply.parse(type.slice('referral.'.length)),
  referral,
  ...(reason !== undefined && { reason }),
})

const knownTypes: readonly string[] = [...types, ...answerTypes, 'partner.test']
const isKnown = (type: string): boolean => knownTypes.includes(type)

/** An event of a type that we do not know. It is kept and not applied. */
export const OtherEvent = z
  .object({
    id: EventId,
    type: z
      .string()
      .regex(/^[\x21-\x7e]{1,64}$/, like('loan.approved'))
      .refine((type) => !isKnown(type))
      .meta({ not: { enum: knownTypes } }),
    member: z
      .unknown()
      .optional()
      .transform((member) => NamedMember.safeParse(member).data),
  })
  .meta({ id: 'OtherEvent' })
export type OtherEvent = z.infer<typeof OtherEvent>

/** Whether an event type is about a loan. */
export const isLoanType = (type: string): boolean => types.some((each) => each === type)

/** Everything that a partner may send. */
export const SentEvent = z.union([PartnerEvent, OtherEvent]).meta({ id: 'SentEvent' })

export const isOtherEvent = (event: z.infer<typeof PartnerEvent> | OtherEvent): event is OtherEvent =>
  !isKnown(event.type)

/**
 * An event as we keep it, without personal data. `memberKey` says whose loan it is: a member number or, while nobody is
 * registered under the NIK, the NIK's keyed hash.
 */
export const ToldLoan = z.object({
  eventId: EventId,
  occurredAt: Instant,
  sequence: z.int(),
  memberKey: z.string(),
  product: z.string(),
  dates: LoanDates,
  amounts: z.object({ applied: Amount, approved: Amount.optional(), disbursed: Amount.optional() }),
  daysLate: z.int().optional(),
})
export type ToldLoan = z.infer<typeof ToldLoan>

export function makeToldLoan(
  { id, occurredAt, sequence, loan, dates, amounts, daysLate }: LoanEvent,
  memberKey: string,
): ToldLoan {
  const { applied, approved, disbursed } = amounts
  return {
    eventId: id,
    occurredAt: new Date(occurredAt).toISOString(),
    sequence,
    memberKey,
    product: loan.product,
    dates,
    amounts: {
      applied: applied.value,
      ...(approved && { approved: approved.value }),
      ...(disbursed && { disbursed: disbursed.value }),
    },
    ...(daysLate !== undefined && { daysLate }),
  }
}
