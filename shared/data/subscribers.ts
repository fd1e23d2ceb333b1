import * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Credential } from '../domain/partner/credential.ts'
import { EventDelivery, Line, type LogPosition, logDays } from '../domain/subscriber/line.ts'
import { Subscriber } from '../domain/subscriber/subscriber.ts'
import { SubscriberAct } from '../domain/subscriber/subscriber-act.ts'
import { SubscriberNotice } from '../domain/subscriber/subscriber-notice.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGetInOrder } from './batch-get.ts'
import { obligationAttributes } from './obligations.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { expiresAt, getItem, type Key, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, put, putVersion, requireCondition } from './writes.ts'

// pk SUBSCRIBERS       sk <id>                      a subscriber; its contacts and secrets sealed
// pk SUBSCRIBER#<id>   sk LINE                      its position in the log, with an obligation to send more
// pk SUBSCRIBER#<id>   sk TAKEN#<number>#<part>     an event that it took; expires with the log
// pk SUBSCRIBER#<id>   sk ACT#<version>            who changed it and what, kept for good
// pk SUBSCRIBER#<id>   sk NOTICE#<id>               a mail to a contact, an obligation to send it; the address sealed

const Item = Subscriber.omit({ contacts: true }).extend({ sealed: SealedBytes })
const Sealed = z.object({ contacts: Subscriber.shape.contacts, secrets: z.array(Credential) })

/** A subscriber with its secrets in the clear. For signing, never for an answer. */
export type StoredSubscriber = { subscriber: Subscriber; secrets: Credential[] }

const LineItem = Line.extend({ obligation: Obligation })
/** A line with the obligation to send its events. */
export type StoredLine = { line: Line; obligation: Obligation }

const NoticeItem = SubscriberNotice.omit({ to: true }).extend({ sealed: SealedBytes, obligation: Obligation })
export type StoredNotice = { delivery: SubscriberNotice; obligation: Obligation }

const noticeDays = 365

const digits = (count: number, places: number): string => String(count).padStart(places, '0')
const partition = (id: string): string => `SUBSCRIBER#${id}`
const takenPrefix = 'TAKEN#'
const actPrefix = 'ACT#'

export function subscribers(table: Table, keys: Keyring) {
  const personal = sealer(keys, 'subscriber', Sealed)
  const addresses = sealer(keys, 'subscriber-notice', SubscriberNotice.shape.to)
  const key = (id: string): Key => ({ pk: 'SUBSCRIBERS', sk: id })
  const lineKey = (id: string): Key => ({ pk: partition(id), sk: 'LINE' })

  const toItem = ({ subscriber: { contacts, ...plain }, secrets }: StoredSubscriber) => ({
    ...key(plain.id),
    ...plain,
    sealed: personal.seal(plain.id, { contacts, secrets }),
  })
  const fromItem = ({ sealed, ...plain }: z.output<typeof Item>): StoredSubscriber => {
    const { contacts, secrets } = personal.open(plain.id, sealed)
    return { subscriber: { ...plain, contacts }, secrets }
  }
  const fromLineItem = ({ obligation, ...line }: z.output<typeof LineItem>): StoredLine => ({ line, obligation })
  const toLineItem = ({ line, obligation }: StoredLine) => ({
    ...lineKey(line.subscriberId),
    ...line,
    ...obligationAttributes(obligation),
  })

  return {
    async get(id: string): Promise<StoredSubscriber | undefined> {
      const item = await getItem(table, key(id), Item)
      return item && fromItem(item)
    },

    /** Every subscriber, the oldest first. */
    all: async (): Promise<Subscriber[]> =>
      (await queryAll(table, { pk: 'SUBSCRIBERS' }, Item)).map((item) => fromItem(item).subscriber),

    /** Saves the next version of a subscriber; version 1 is new. */
    save: (stored: StoredSubscriber): Write => putVersion(table, toItem(stored), lostRace('subscriber')),

    /** Requires, in a transaction, that nobody has changed a subscriber. */
    requireUnchanged: ({ id, version }: Subscriber): Write =>
      requireCondition(table, key(id), { version }, lostRace('subscriber')),

    async line(id: string): Promise<StoredLine | undefined> {
      const item = await getItem(table, lineKey(id), LineItem)
      return item && fromLineItem(item)
    },

    /** The lines of subscribers, in order. */
    lines: async (ids: string[]): Promise<(StoredLine | undefined)[]> =>
      (await batchGetInOrder(table, ids.map(lineKey), LineItem)).map((item) => item && fromLineItem(item)),

    lineKey,

    /** Saves the next version of a line; version 1 is new. */
    saveLine: (stored: StoredLine): Write => putVersion(table, toLineItem(stored), lostRace('subscriber_line')),

    /** Records that a subscriber took an event. The position is the one after the event. */
    recordTaken: (id: string, { number, part }: LogPosition, delivery: EventDelivery): Write =>
      put(table, {
        ...{ pk: partition(id), sk: `${takenPrefix}${digits(number, 12)}#${digits(part, 3)}` },
        ...delivery,
        expiresAt: expiresAt(delivery.takenAt, logDays),
      }),

    /** A page of the events that a subscriber took, the last in the log first. */
    async listTaken(
      id: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: EventDelivery[]; last?: string }> {
      return queryPage(
        table,
        {
          ...{ pk: partition(id), begins: takenPrefix, newestFirst: true, limit },
          ...(after !== undefined && { after }),
        },
        EventDelivery,
      )
    },

    /** Records who changed a subscriber and what. Belongs in the transaction that saves its new version. */
    recordAct: (id: string, act: SubscriberAct): Write =>
      insert(table, { pk: partition(id), sk: `${actPrefix}${digits(act.version, 8)}`, ...act }, lostRace('subscriber')),

    /** The last acts on a subscriber, newest first. */
    lastActs: async (id: string, limit: number): Promise<SubscriberAct[]> =>
      (await queryPage(table, { pk: partition(id), begins: actPrefix, newestFirst: true, limit }, SubscriberAct)).items,

    async noticeAt(where: Key): Promise<StoredNotice | undefined> {
      const item = await getItem(table, where, NoticeItem)
      if (!item) return undefined
      const { sealed, obligation, ...plain } = item
      return { delivery: { ...plain, to: addresses.open(plain.id, sealed) }, obligation }
    },

    /** Saves the next version of a notice; version 1 is new. */
    saveNotice: ({ delivery: { to, ...plain }, obligation }: StoredNotice): Write =>
      putVersion(
        table,
        {
          ...{ pk: partition(plain.subscriberId), sk: `NOTICE#${plain.id}` },
          ...plain,
          sealed: addresses.seal(plain.id, to),
          ...obligationAttributes(obligation),
          expiresAt: expiresAt(plain.plannedAt, noticeDays),
        },
        lostRace('delivery'),
      ),
  }
}
