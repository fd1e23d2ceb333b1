import * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Delivery, type DeliveryId } from '../domain/mail/delivery.ts'
import { Email } from '../domain/values/email.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { issuePlace } from './issues.ts'
import { obligationAttributes } from './obligations.ts'
import { readPage } from './read-page.ts'
import {
  ConditionFailed,
  expiresAt,
  getItem,
  insert,
  type Key,
  queryAll,
  replace,
  type Table,
  type Write,
} from './table.ts'

// pk DELIVERIES#<month>#<number>   sk <recipient id>            an issue for a recipient, its sending an obligation
// pk TESTMAILS#<month>#<number>    sk <recipient id>#<test id>  the same to look at, for an address that is sealed
// gsi2pk MAILSOF#<recipient id>    gsi2sk <month>#<number>      the issues that a recipient got, or is to get

/** A test mail is forgotten as a whole, with the address it went to. */
const testDays = 2

const key = ({ month, number, recipientId, testId }: DeliveryId): Key =>
  testId === undefined
    ? { pk: `DELIVERIES#${issuePlace(month, number)}`, sk: recipientId }
    : { pk: `TESTMAILS#${issuePlace(month, number)}`, sk: `${recipientId}#${testId}` }

const Item = Delivery.extend({ obligation: Obligation, sealed: z.instanceof(Uint8Array).optional() })

/** A delivery as it is stored: with its sending, and where a test mail goes. */
export type StoredDelivery = { delivery: Delivery; obligation: Obligation; to?: Email | undefined }

/** Somebody else has moved the delivery on: it must be looked at again. */
export class DeliveryMoved extends Error {
  override name = 'DeliveryMoved'
}

export function deliveries(table: Table, keys: Keyring) {
  const context = (id: string) => `test-mail:${id}`
  const opened = ({ obligation, sealed, ...delivery }: z.output<typeof Item>): StoredDelivery => ({
    delivery,
    obligation,
    ...(sealed && { to: Email.parse(keys.open(sealed, context(delivery.testId ?? ''))) }),
  })
  const toItem = ({ delivery, obligation, to }: StoredDelivery) => ({
    ...key(delivery),
    ...delivery,
    ...obligationAttributes(obligation),
    ...(to !== undefined && {
      sealed: keys.seal(to, context(delivery.testId ?? '')),
      expiresAt: expiresAt(delivery.plannedAt, testDays),
    }),
    ...(delivery.testId === undefined && {
      gsi2pk: `MAILSOF#${delivery.recipientId}`,
      gsi2sk: issuePlace(delivery.month, delivery.number),
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
      return item && opened(item)
    },

    /** Those of an issue, tests left out. */
    ofIssue: async (month: string, number: number): Promise<Delivery[]> =>
      (await queryAll(table, { pk: `DELIVERIES#${issuePlace(month, number)}` }, Item)).map(
        (item) => opened(item).delivery,
      ),

    /** The latest ones of a recipient, newest first. The index may be a moment behind. */
    async ofRecipient(recipientId: string, limit: number): Promise<StoredDelivery[]> {
      const { found } = await readPage(
        table,
        {
          index: 'gsi2',
          condition: 'gsi2pk = :of',
          values: { ':of': `MAILSOF#${recipientId}` },
          newestFirst: true,
          limit,
        },
        Item,
      )
      return found.map(({ item }) => opened(item))
    },

    /** Refused (`ConditionFailed`) when the recipient has the issue already. */
    add: (stored: StoredDelivery): Write =>
      insert(table, toItem(stored), () => new ConditionFailed('The delivery is planned')),

    /** Saves what became of a delivery that was read; refused (`DeliveryMoved`) when it has moved on since. */
    save: (stored: StoredDelivery): Write =>
      replace(
        table,
        toItem({ ...stored, delivery: { ...stored.delivery, version: stored.delivery.version + 1 } }),
        () => new DeliveryMoved('The delivery has moved on'),
      ),
  }
}
