import * as z from 'zod'
import { ClassList } from '../domain/classes/class-list.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { getItem, insert, type Table, type Write } from './table.ts'

// pk CLASS#<id>  sk CLASS   who is invited to a class; title and place sealed, for they are free text

const key = (id: string) => ({ pk: `CLASS#${id}`, sk: 'CLASS' })

const Words = ClassList.pick({ title: true, place: true })
const Item = ClassList.omit({ title: true, place: true }).extend({ sealed: z.instanceof(Uint8Array) })

export function classLists(table: Table, keys: Keyring) {
  const context = (id: string) => `class:${id}`

  return {
    async get(id: string): Promise<ClassList | undefined> {
      const item = await getItem(table, key(id), Item)
      if (!item) return undefined
      const { sealed, ...list } = item
      return { ...list, ...Words.parse(keys.open(sealed, context(id))) }
    },
    add: ({ title, place, ...list }: ClassList): Write =>
      insert(table, { ...key(list.id), ...list, sealed: keys.seal({ title, place }, context(list.id)) }),
  }
}
