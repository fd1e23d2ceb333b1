import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { News } from '../member/news.ts'
import { Delivery, makeSending } from './delivery.ts'

/** News mailed to a member, at most once. It names the member only by number; the address is read when it is sent. */
export const NewsDelivery = Delivery.pick({
  state: true,
  plannedAt: true,
  pausedAt: true,
  copies: true,
  mostUnknown: true,
  version: true,
})
  .extend({ id: z.string(), memberId: z.string(), news: z.array(News).min(1) })
  .meta({ id: 'NewsDelivery' })
export type NewsDelivery = z.infer<typeof NewsDelivery>

/** Identifies a delivery of news. */
export type NewsDeliveryId = Pick<NewsDelivery, 'memberId' | 'id'>

export const planNews = (id: NewsDeliveryId, news: News[], now: Date): NewsDelivery => ({
  ...id,
  news,
  ...makeSending(now),
})

/** What a person sees of a delivery of news about their own record. */
export const OwnNews = NewsDelivery.pick({ id: true, news: true, state: true }).extend({ at: Instant })
export type OwnNews = z.infer<typeof OwnNews>
