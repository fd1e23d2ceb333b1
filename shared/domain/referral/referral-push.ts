import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import { type Consent, StandingConsent } from '../consent/consent.ts'
import { Business } from '../member/business.ts'
import type { Member } from '../member/member.ts'
import { Person } from '../member/person.ts'
import { wrapCloudEvent } from '../push/cloud-event.ts'
import { Gender } from '../values/gender.ts'
import { MemberNumber } from '../values/member-number.ts'
import type { Referral } from './referral.ts'

const WithdrawnData = z.object({
  referral: z.string().describe('The id of the referral, by which answers name it'),
  member: z.object({ number: MemberNumber }),
})

/** All that a lender gets about a member, as the notice of consent lists it. */
const PreparedData = WithdrawnData.extend({
  person: Person.optional(),
  business: Business.optional(),
  area: z.string().describe('Leaf area when the member was referred'),
  gender: Gender,
  category: z.string(),
  stages: z.record(z.string(), Day).describe('The stages that the member holds, each with its true day'),
  consent: StandingConsent.pick({ id: true, until: true }),
})

const makePushSchema = <T extends string, D extends z.ZodObject>(type: T, id: string, data: D) =>
  z.object({
    id: z.string().describe(id),
    time: Instant,
    type: z.literal(type),
    subject: MemberNumber.describe('The number of the member'),
    data,
  })

/** What lenders get about members who are referred to them. */
export const ReferralPush = z.discriminatedUnion('type', [
  makePushSchema(
    'referral.prepared',
    'The id of the referral, the same in every try, and the `webhook-id`',
    PreparedData,
  ),
  makePushSchema(
    'referral.withdrawn',
    'The id of this message, the same in every try, and the `webhook-id`',
    WithdrawnData,
  ),
])

const nameReferral = ({ id, memberId }: Pick<Referral, 'id' | 'memberId'>): z.infer<typeof WithdrawnData> => ({
  referral: id,
  member: { number: memberId },
})

/** The event that refers a member to a lender. */
export function makeReferralEvent(
  source: string,
  { referral, member, consent }: { referral: Referral; member: Member; consent: Pick<Consent, 'id' | 'until'> },
) {
  const { person, business, category, gender, standings } = member
  const data: z.infer<typeof PreparedData> = {
    ...nameReferral(referral),
    person,
    ...(business && { business }),
    area: referral.area,
    gender,
    category,
    stages: Object.fromEntries(Object.entries(standings).map(([stage, { happenedOn }]) => [stage, happenedOn])),
    consent: { id: consent.id, until: consent.until },
  }
  const about = { id: referral.id, time: referral.preparedAt, subject: referral.memberId }
  return wrapCloudEvent(source, { ...about, type: 'referral.prepared', data })
}

/** The id of the message that takes a referral back. */
export const makeWithdrawalId = ({ id }: Pick<Referral, 'id'>): string => `${id}-withdrawn`

/** The event that tells a lender that a referral was taken back. It contains only ids. */
export const makeWithdrawalEvent = (source: string, referral: Referral) =>
  wrapCloudEvent(source, {
    id: makeWithdrawalId(referral),
    type: 'referral.withdrawn',
    time: referral.endedAt ?? referral.preparedAt,
    subject: referral.memberId,
    data: nameReferral(referral),
  })
