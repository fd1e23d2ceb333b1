import * as z from 'zod'
import { Day, Instant, Month } from '../calendar.ts'
import type { Entry } from '../ledger/entry.ts'
import { PartnerCode } from '../partner/partner.ts'
import { ReferralReply } from '../referral/referral.ts'

const place = {
  area: z.string().describe('Leaf area at the time: a kelurahan, or CODE.0000 where only the kecamatan is known'),
  agency: z.string().describe('Agency at the time'),
}

const StageFact = z.object({
  member: z.string().describe('The number of the member'),
  entry: z.string().describe('The entry of the ledger'),
  stage: z.string().describe('A stage; ALL for holding every stage'),
  happenedOn: Day.describe('The true day; of a reversal, the day of decision'),
  postedIn: Month.describe('The month in which figures count it'),
  ...place,
})

const ReferralFact = z.object({
  member: StageFact.shape.member,
  referral: z.string().describe('Our id of the referral'),
  partner: PartnerCode.describe('The lender'),
  ...place,
})

const IssueFact = z.object({
  month: Month,
  number: z.int().min(1),
  hash: z.string().describe('SHA-256 of the issue, hexadecimal'),
  links: z.object({
    issue: z.url().describe('The address of the issue; needs a token of the API'),
    page: z.url().optional().describe('The public page of the issue'),
  }),
})

const event = <T extends string, D extends z.ZodObject>(type: T, data: D) =>
  z.object({
    id: z.string().describe('The same in every delivery, and the `webhook-id`'),
    time: Instant.describe('When the fact reached us'),
    type: z.literal(type),
    data,
  })

/**
 * A fact for subscribers, without personal data. A field `member` in `data` makes it an event about one member, and
 * only subscribers whose scope could read that member get it. A new type is one more line here.
 */
export const OutgoingEvent = z.discriminatedUnion('type', [
  event('member.attained', StageFact),
  event(
    'member.reversed',
    StageFact.extend({ reverses: z.string().optional().describe('The entry that is reversed') }),
  ),
  event(
    'loan.matched',
    z.object({
      member: StageFact.shape.member,
      loan: z.string().describe('Our id of the loan'),
      partner: PartnerCode,
      ...place,
    }),
  ),
  event('referral.made', ReferralFact),
  event('referral.sent', ReferralFact.extend({ answerBy: Day.optional().describe('The last day for an answer') })),
  event(
    'referral.answered',
    ReferralFact.extend({
      answer: ReferralReply,
      loan: z
        .string()
        .optional()
        .describe(
          'The loan that counts as the answer. If it no longer does, the event of the state that holds again follows',
        ),
    }),
  ),
  event('referral.unanswered', ReferralFact),
  event('referral.ended', ReferralFact),
  event('month.closed', z.object({ month: Month })),
  event('issue.published', IssueFact),
  event('issue.republished', IssueFact),
])
export type OutgoingEvent = z.infer<typeof OutgoingEvent>

export const OutgoingEventType = z
  .enum(OutgoingEvent.options.map(({ shape }) => shape.type.value))
  .meta({ id: 'OutgoingEventType' })
export type OutgoingEventType = z.infer<typeof OutgoingEventType>

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** An event that has no id yet. */
export type NewOutgoingEvent = WithoutId<OutgoingEvent>

/** The member whom an event is about. Undefined if it is not about a single member. */
export const memberOfEvent = ({ data }: OutgoingEvent): string | undefined =>
  'member' in data ? data.member : undefined

/** The events for stages that entries attain or reverse. Reclassifications give none. */
export const listStageEvents = (entries: readonly Entry[]): NewOutgoingEvent[] =>
  entries.flatMap((entry): NewOutgoingEvent[] => {
    if (entry.kind !== 'attained' && entry.kind !== 'reversed') return []
    const { memberId, id, stage, happenedOn, postedIn, area, agency, reverses } = entry
    const fact = { member: memberId, entry: id, stage, happenedOn, postedIn, area, agency }
    const time = entry.recordedAt
    return entry.kind === 'attained'
      ? [{ type: 'member.attained', time, data: fact }]
      : [{ type: 'member.reversed', time, data: { ...fact, ...(reverses !== undefined && { reverses }) } }]
  })
