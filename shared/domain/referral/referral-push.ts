import type { Instant } from '../calendar.ts'
import type { Consent } from '../consent/consent.ts'
import type { Member } from '../member/member.ts'
import { wrapCloudEvent } from '../push/cloud-event.ts'
import type { Referral } from './referral.ts'

/** Puts what a push says about a referral into an envelope. */
const wrapReferral = (
  source: string,
  type: 'referral.prepared' | 'referral.withdrawn',
  { id, time, referral }: { id: string; time: Instant; referral: Pick<Referral, 'id' | 'memberId'> },
  data: object = {},
) =>
  wrapCloudEvent(source, {
    ...{ id, type, time, subject: referral.memberId },
    data: { referral: referral.id, member: { number: referral.memberId }, ...data },
  })

/** All that a lender gets about a member, as the notice of consent lists it. */
export function referralEvent(
  source: string,
  { referral, member, consent }: { referral: Referral; member: Member; consent: Pick<Consent, 'id' | 'until'> },
) {
  const { person, business, category, gender, standings } = member
  return wrapReferral(
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

/** Tells a lender that a referral was taken back. It contains only ids. */
export const withdrawalEvent = (source: string, referral: Referral) =>
  wrapReferral(source, 'referral.withdrawn', {
    id: withdrawalId(referral),
    time: referral.endedAt ?? referral.preparedAt,
    referral,
  })
