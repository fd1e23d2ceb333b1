import type { Instant } from '../calendar.ts'
import type { NewOutgoingEvent } from '../subscriber/outgoing-event.ts'
import type { Referral } from './referral.ts'

/** The event that tells subscribers that a referral has reached its state, or is back in it. It contains none of the lender's own words. */
export function makeReferralNews(referral: Referral, time: Instant): NewOutgoingEvent {
  const { id, memberId, partner, area, agency, state, answerBy, loan } = referral
  const data = { member: memberId, referral: id, partner, area, agency }
  switch (state) {
    case 'prepared':
      return { type: 'referral.made', time, data }
    case 'sent':
      return { type: 'referral.sent', time, data: { ...data, ...(answerBy !== undefined && { answerBy }) } }
    case 'received':
    case 'taken':
    case 'not_eligible':
      return { type: 'referral.answered', time, data: { ...data, answer: state, ...(loan !== undefined && { loan }) } }
    case 'no_answer':
      return { type: 'referral.unanswered', time, data }
    case 'withdrawn':
      return { type: 'referral.ended', time, data }
  }
}
