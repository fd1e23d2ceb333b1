import type * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Delivery, type DeliveryId } from '../domain/mail/delivery.ts'
import { Email } from '../domain/values/email.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { issueSortKey } from './issues.ts'
import { obligationAttributes } from './obligations.ts'
import { readPage } from './read-page.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { expiresAt, getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk DELIVERIES#<month>#<number>   sk <recipient id>            an issue for a recipient, an obligation to send it
// pk TESTMAILS#<month>#<number>    sk <recipient id>#<test id>  the delivery of a test mail; its address sealed
// gsi2pk MAILSOF#<recipient id>    gsi2sk <month>#<number>      the deliveries to a recipient

/** A test mail and its address expire after this many days. */
const testDays = 2

const key = ({ month, number, recipientId, testId }: DeliveryId): Key =>
  testId === undefined
    ? { pk: `DELIVERIES#${issueSortKey(month, number)}`, sk: recipientId }
    : { pk: `TESTMAILS#${issueSortKey(month, number)}`, sk: `${recipientId}#${testId}` }

const Item = Delivery.extend({ obligation: Obligation, sealed: SealedBytes.optional() })

/** A delivery as stored: with the obligation to send it and, for a test mail, its address. */
export type StoredDelivery = { delivery: Delivery; obligation: Obligation; to?: Email | undefined }

export function deliveries(table: Table, keys: Keyring) {
  const addresses = sealer(keys, 'test-mail', Email)
  const fromItem = ({ obligation, sealed, ...delivery }: z.output<typeof Item>): StoredDelivery => ({
    delivery,
    obligation,
    ...(sealed && { to: addresses.open(delivery.testId ?? '', sealed) }),
  })
  const toItem = ({ delivery, obligation, to }: StoredDelivery) => ({
    ...key(delivery),
    ...delivery,
    ...obligationAttributes(obligation),
    ...(to !== undefined && {
      sealed: addresses.seal(delivery.testId ?? '', to),
      expiresAt: expiresAt(delivery.plannedAt, testDays),
    }),
    ...(delivery.testId === undefined && {
      gsi2pk: `MAILSOF#${delivery.recipientId}`,
      gsi2sk: issueSortKey(delivery.month, delivery.number),
    }),
  })

  return {
    keyOf: key,

    async get(id: DeliveryId): Promise<StoredDelivery | undefined> {
      return this.at(key(id))
    },

    /** The delivery that an obligation is about. */
    async at(where: Key): Promise<StoredDelivery | undefined> {
      const item = await getItem(table, where, Item)
      return item && fromItem(item)
    },

    /** The deliveries of an issue, except those of test mails. */
    ofIssue: async (month: string, number: number): Promise<Delivery[]> =>
      (await queryAll(table, { pk: `DELIVERIES#${issueSortKey(month, number)}` }, Item)).map(
        (item) => fromItem(item).delivery,
      ),

    /** The test mails of an issue as a recipient would get it. They expire after two days. */
    listTests: async ({ month, number, recipientId }: Omit<DeliveryId, 'testId'>): Promise<Delivery[]> =>
      (await queryAll(table, { pk: `TESTMAILS#${issueSortKey(month, number)}`, begins: `${recipientId}#` }, Item)).map(
        (item) => fromItem(item).delivery,
      ),

    /** The latest deliveries of a recipient, newest first. The index may be a moment behind. */
    async ofRecipient(recipientId: string, limit: number): Promise<StoredDelivery[]> {
      const { found } = await readPage(
        table,
        {
          index: 'gsi2',
          condition: 'gsi2pk = :recipient',
          values: { ':recipient': `MAILSOF#${recipientId}` },
          newestFirst: true,
          limit,
        },
        Item,
      )
      return found.map(({ item }) => fromItem(item))
    },

    /** Adds a delivery. Refused (`LostRace`) when the recipient has one for this issue. */
    add: (stored: StoredDelivery): Write => insert(table, toItem(stored), lostRace('delivery')),

    /** Saves the next version of a delivery. Refused (`LostRace`) when somebody else changed it since it was read. */
    save: (stored: StoredDelivery): Write => putVersion(table, toItem(stored), lostRace('delivery')),
  }
}
