import * as z from 'zod'
import { conflict } from '../domain/problems/app-error.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert, requireAbsent, update } from './writes.ts'

// pk SELF#<key version>.<hash>  sk SELF   the own record of a signed-in person, by subject

const key = (account: string) => ({ pk: `SELF#${account}`, sk: 'SELF' })
const SelfItem = z.object({ memberId: z.string() })

/** A signed-in person: the keyed hash of the issuer's subject, and the person's record if there is one. */
export type Self = { account: string; memberId?: string }

const alreadyRegistered = () => conflict('already_registered_self')

/**
 * Which record is a signed-in person's own. A subject may identify a person, so it is stored as a keyed hash. The
 * record may have been merged since. Its `mergedInto` then names the record that was kept.
 */
export const selves = (table: Table, keys: Keyring) => ({
  async find(subject: string): Promise<Self> {
    for (const account of keys.hashes('subject', subject)) {
      const item = await getItem(table, key(account), SelfItem)
      if (item) return { account, memberId: item.memberId }
    }
    return { account: keys.hash('subject', subject) }
  },

  /**
   * Links a person to a first record, or to a new one if the last was erased. Refused if the person has another record.
   */
  link(subject: string, { account, memberId: erased }: Self, memberId: string): Write[] {
    if (erased === undefined)
      return [
        insert(table, { ...key(account), memberId }, alreadyRegistered),
        ...keys
          .hashes('subject', subject)
          .filter((other) => other !== account)
          .map((other) => requireAbsent(table, key(other), alreadyRegistered)),
      ]
    return [update(table, key(account), { set: { memberId } }, { memberId: erased }, alreadyRegistered)]
  },
})
