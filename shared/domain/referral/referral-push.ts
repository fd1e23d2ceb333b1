import type { Instant } from '../calendar.ts'
import type { Consent } from '../consent/consent.ts'
import type { Member } from '../member/member.ts'
import type { Referral } from './referral.ts'

/** What a push tells a lender, in the envelope of CloudEvents 1.0 (cloudevents.io). */
type ReferralEvent = {
  specversion: '1.0'
  id: string
  source: string
  type: 'referral.prepared' | 'referral.withdrawn'
  time: Instant
  subject: string
  datacontenttype: 'application/json'
  data: Record<string, unknown>
}

const envelope = (
  source: string,
  type: ReferralEvent['type'],
  { id, time, referral }: { id: string; time: Instant; referral: Pick<Referral, 'id' | 'memberId'> },
  data: Record<string, unknown>,
): ReferralEvent => ({
  specversion: '1.0',
  id,
  source,
  type,
  time,
  subject: referral.memberId,
  datacontenttype: 'application/json',
  data: { referral: referral.id, member: { number: referral.memberId }, ...data },
})

/** The whole of what a lender gets about a member, as the notice of consent lists it. */
export function referralEvent(
  source: string,
  { referral, member, consent }: { referral: Referral; member: Member; consent: Pick<Consent, 'id' | 'until'> },
): ReferralEvent {
  const { person, business, category, gender, standings } = member
  return envelope(
    source,
    'referral.prepared',
    { id: referral.id, time: referral.preparedAt, referral },
    {
      person,
      ...(business && { business }),
      area: referral.area,
      gender,
      category,
      stages: Object.fromEntries(Object.entries(standings).map(([stage, { happenedOn }]) => [stage, happenedOn])),
      consent: { id: consent.id, until: consent.until },
    },
  )
}

/** The id of the message that takes a referral back. */
export const withdrawalId = ({ id }: Pick<Referral, 'id'>): string => `${id}-withdrawn`

/** Tells a lender that a referral was taken back. It holds ids only. */
export const withdrawalEvent = (source: string, referral: Referral): ReferralEvent =>
  envelope(
    source,
    'referral.withdrawn',
    { id: withdrawalId(referral), time: referral.endedAt ?? referral.preparedAt, referral },
    {},
  )
