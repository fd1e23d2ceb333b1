import * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Recipient } from '../domain/mail/recipient.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { obligationAttributes } from './obligations.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk RECIPIENTS  sk <recipient id>   an office that gets reports; addresses and names of holders sealed; with a parked
//                                    obligation while a person must look at why it is paused

// pk RECIPIENT_LIST  sk RECIPIENT_LIST   a version that every added or changed recipient raises, so that two saved at
//                                        once are compared with each other

const listKey: Key = { pk: 'RECIPIENT_LIST', sk: 'RECIPIENT_LIST' }
const List = z.object({ version: z.int() })
const key = (id: string): Key => ({ pk: 'RECIPIENTS', sk: id })
const Item = Recipient.omit({ email: true, holders: true }).extend({
  sealed: SealedBytes,
  obligation: Obligation.optional(),
})
const Sealed = Recipient.pick({ email: true, holders: true })

/** A recipient as stored. The obligation exists while a person must check why the recipient is paused. */
export type StoredRecipient = { recipient: Recipient; obligation?: Obligation | undefined }

export function recipients(table: Table, keys: Keyring) {
  const personal = sealer(keys, 'recipient', Sealed)
  const fromItem = ({ sealed, obligation, ...plain }: z.output<typeof Item>): StoredRecipient => ({
    recipient: { ...plain, ...personal.open(plain.id, sealed) },
    obligation,
  })
  const toItem = ({ recipient: { email, holders, ...plain }, obligation }: StoredRecipient) => ({
    ...key(plain.id),
    ...plain,
    sealed: personal.seal(plain.id, { email, holders }),
    ...(obligation && obligationAttributes(obligation)),
  })

  return {
    async get(id: string): Promise<StoredRecipient | undefined> {
      const item = await getItem(table, key(id), Item)
      return item && fromItem(item)
    },
    /** All recipients, in the order in which they were added. */
    all: async (): Promise<Recipient[]> =>
      (await queryAll(table, { pk: 'RECIPIENTS' }, Item)).map((item) => fromItem(item).recipient),
    listVersion: async (): Promise<number> => (await getItem(table, listKey, List))?.version ?? 0,
    /** Raises the version of the list. Refused (`LostRace`) if somebody else has done so. */
    moveList: (from: number): Write => putVersion(table, { ...listKey, version: from + 1 }, lostRace('recipient_list')),
    add: (recipient: Recipient): Write => insert(table, toItem({ recipient })),
    save: (stored: StoredRecipient): Write => putVersion(table, toItem(stored), lostRace('recipient')),
  }
}
