import * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Recipient } from '../domain/mail/recipient.ts'
import { stale } from '../domain/problems/app-error.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { obligationAttributes } from './obligations.ts'
import { getItem, insert, type Key, queryAll, replace, type Table, type Write } from './table.ts'

// pk RECIPIENTS  sk <recipient id>   an office that gets reports; addresses and names of holders sealed. While a person
//                                    must look at why it is paused, that is a parked obligation on it

const key = (id: string): Key => ({ pk: 'RECIPIENTS', sk: id })
const Item = Recipient.omit({ email: true, holders: true }).extend({
  sealed: z.instanceof(Uint8Array),
  obligation: Obligation.optional(),
})
const Sealed = Recipient.pick({ email: true, holders: true })

/** A recipient as it is stored: with what a person must see to, or has seen to. */
export type StoredRecipient = { recipient: Recipient; obligation?: Obligation | undefined }

export function recipients(table: Table, keys: Keyring) {
  const context = (id: string) => `recipient:${id}`
  const opened = ({ sealed, obligation, ...plain }: z.output<typeof Item>): StoredRecipient => ({
    recipient: { ...plain, ...Sealed.parse(keys.open(sealed, context(plain.id))) },
    obligation,
  })
  const toItem = ({ recipient: { email, holders, ...plain }, obligation }: StoredRecipient) => ({
    ...key(plain.id),
    ...plain,
    sealed: keys.seal({ email, holders }, context(plain.id)),
    ...(obligation && obligationAttributes(obligation)),
  })

  return {
    async get(id: string): Promise<StoredRecipient | undefined> {
      const item = await getItem(table, key(id), Item)
      return item && opened(item)
    },
    /** All of them, in the order in which they were made. */
    all: async (): Promise<Recipient[]> =>
      (await queryAll(table, { pk: 'RECIPIENTS' }, Item)).map((item) => opened(item).recipient),
    add: (recipient: Recipient): Write => insert(table, toItem({ recipient })),
    /** Saves a recipient over the version before it; somebody who was faster makes it `stale`. */
    save: (stored: StoredRecipient): Write =>
      replace(table, toItem(stored), () => stale('version_stale', { version: stored.recipient.version })),
  }
}
