import * as z from 'zod'
import { conflict } from '../domain/problems/app-error.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { getItem, type Table, type Write } from './table.ts'
import { absent, insert, update } from './writes.ts'

// pk SELF#<key version>.<hash>  sk SELF   the record that a person made of himself, by the subject that he signs in as

const key = (account: string) => ({ pk: `SELF#${account}`, sk: 'SELF' })
const SelfItem = z.object({ memberId: z.string() })

/** Who signs in, without the subject that the issuer gave: the hash that it is kept under, and the record made of it. */
export type Self = { account: string; memberId?: string }

const alreadyRegistered = () => conflict('already_registered_self')

/**
 * Which record is a signed-in person's own. Subjects may tell of a person, so they are kept as keyed hashes. A record
 * that was merged is still named here: its `mergedInto` leads on.
 */
export const selves = (table: Table, keys: Keyring) => ({
  async find(subject: string): Promise<Self> {
    for (const account of keys.hashes('subject', subject)) {
      const item = await getItem(table, key(account), SelfItem)
      if (item) return { account, memberId: item.memberId }
    }
    return { account: keys.hash('subject', subject) }
  },

  /** Names a person's first record, or the next one after the last was erased. Refused when there is another already. */
  link(subject: string, { account, memberId: erased }: Self, memberId: string): Write[] {
    if (erased === undefined)
      return [
        insert(table, { ...key(account), memberId }, alreadyRegistered),
        ...keys
          .hashes('subject', subject)
          .filter((other) => other !== account)
          .map((other) => absent(table, key(other), alreadyRegistered)),
      ]
    return [update(table, key(account), { set: { memberId } }, { memberId: erased }, alreadyRegistered)]
  },
})
