import * as z from 'zod'
import { makeSending } from '../mail/delivery.ts'
import { NewsDelivery } from '../mail/news-delivery.ts'
import { Email } from '../values/email.ts'

/** A mail that tells a contact of a subscriber that it was disabled. */
export const SubscriberNotice = NewsDelivery.omit({ memberId: true, news: true }).extend({
  subscriberId: z.string(),
  to: Email,
})
export type SubscriberNotice = z.infer<typeof SubscriberNotice>

export const planNotice = (
  { id, subscriberId, to }: Pick<SubscriberNotice, 'id' | 'subscriberId' | 'to'>,
  now: Date,
): SubscriberNotice => ({ id, subscriberId, to, ...makeSending(now) })
