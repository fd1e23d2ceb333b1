import { InvitedPerson } from '../domain/access/person.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { SealedBytes, sealer } from './sealed.ts'
import type { Table, Write } from './table.ts'
import { put, remove } from './writes.ts'

// pk PERSON#<subject>  sk PERSON   somebody whom an administrator invited; the address sealed

const key = (subject: string) => ({ pk: `PERSON#${subject}`, sk: 'PERSON' })

const Words = InvitedPerson.pick({ email: true })
const Item = InvitedPerson.omit({ email: true }).extend({ sealed: SealedBytes })

export function invitedPeople(table: Table, keys: Keyring) {
  const words = sealer(keys, 'person', Words)
  return {
    /** The people among these subjects who were invited, in no order. */
    async getMany(subjects: string[]): Promise<InvitedPerson[]> {
      const items = await batchGet(table, [...new Set(subjects)].map(key), Item)
      return items.map(({ sealed, ...person }) => ({ ...person, ...words.open(person.subject, sealed) }))
    },
    save: ({ email, ...person }: InvitedPerson): Write =>
      put(table, { ...key(person.subject), ...person, sealed: words.seal(person.subject, { email }) }),
    remove: (subject: string): Write => remove(table, key(subject)),
  }
}
