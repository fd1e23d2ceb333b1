import { ClassList } from '../domain/classes/class-list.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert } from './writes.ts'

// pk CLASS#<id>  sk CLASS   who is invited to a class; title and place sealed, for they are free text

const key = (id: string) => ({ pk: `CLASS#${id}`, sk: 'CLASS' })

const Words = ClassList.pick({ title: true, place: true })
const Item = ClassList.omit({ title: true, place: true }).extend({ sealed: SealedBytes })

export function classLists(table: Table, keys: Keyring) {
  const words = sealer(keys, 'class', Words)

  return {
    async get(id: string): Promise<ClassList | undefined> {
      const item = await getItem(table, key(id), Item)
      if (!item) return undefined
      const { sealed, ...list } = item
      return { ...list, ...words.open(id, sealed) }
    },
    add: ({ title, place, ...list }: ClassList): Write =>
      insert(table, { ...key(list.id), ...list, sealed: words.seal(list.id, { title, place }) }),
  }
}
