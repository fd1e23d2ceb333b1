import type * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { NewsDelivery, type NewsDeliveryId } from '../domain/mail/news-delivery.ts'
import { obligationAttributes } from './obligations.ts'
import { expiresAt, getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk MEMBER#<id>   sk NEWS#<id>   news mailed to a member, with an obligation to send it; expires after a year

const daysKept = 365

const key = ({ memberId, id }: NewsDeliveryId): Key => ({ pk: `MEMBER#${memberId}`, sk: `NEWS#${id}` })

const Item = NewsDelivery.extend({ obligation: Obligation })

/** A delivery of news as stored, with the obligation to send it. */
export type StoredNews = { delivery: NewsDelivery; obligation: Obligation }

const fromItem = ({ obligation, ...delivery }: z.output<typeof Item>): StoredNews => ({ delivery, obligation })

const toItem = ({ delivery, obligation }: StoredNews) => ({
  ...key(delivery),
  ...delivery,
  ...obligationAttributes(obligation),
  expiresAt: expiresAt(delivery.plannedAt, daysKept),
})

export const newsDeliveries = (table: Table) => ({
  /** The delivery that an obligation is about. */
  async at(where: Key): Promise<StoredNews | undefined> {
    const item = await getItem(table, where, Item)
    return item && fromItem(item)
  },

  async get(id: NewsDeliveryId): Promise<StoredNews | undefined> {
    return this.at(key(id))
  },

  /** The news that a member got or is to get, oldest first. */
  ofMember: async (memberId: string): Promise<NewsDelivery[]> =>
    (await queryAll(table, { pk: `MEMBER#${memberId}`, begins: 'NEWS#' }, Item)).map((item) => fromItem(item).delivery),

  add: (stored: StoredNews): Write => insert(table, toItem(stored)),

  /** Saves the next version of a delivery. Refused (`LostRace`) when somebody else changed it since it was read. */
  save: (stored: StoredNews): Write => putVersion(table, toItem(stored), lostRace('delivery')),
})
