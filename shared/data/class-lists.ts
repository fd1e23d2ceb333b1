import { ClassList, type ClassSummary } from '../domain/classes/class-list.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, queryPage, type Table, type Write } from './table.ts'
import { insert } from './writes.ts'

// pk CLASS#<id>         sk CLASS   who is invited to a class; title and place (free text) sealed
// pk CLASSES#<subject>  sk <id>    the class lists that one person made, without member ids

const key = (id: string) => ({ pk: `CLASS#${id}`, sk: 'CLASS' })
const makerKey = (subject: string) => ({ pk: `CLASSES#${subject}` })

const Words = ClassList.pick({ title: true, place: true })
const Item = ClassList.omit({ title: true, place: true }).extend({ sealed: SealedBytes })
const SummaryItem = Item.omit({ memberIds: true })

export function classLists(table: Table, keys: Keyring) {
  const words = sealer(keys, 'class', Words)

  return {
    async get(id: string): Promise<ClassList | undefined> {
      const item = await getItem(table, key(id), Item)
      if (!item) return undefined
      const { sealed, ...list } = item
      return { ...list, ...words.open(id, sealed) }
    },
    /** The latest classes for which this person made lists, newest first. */
    async latestBy(subject: string, limit: number): Promise<ClassSummary[]> {
      const where = { ...makerKey(subject), newestFirst: true, limit }
      const { items } = await queryPage(table, where, SummaryItem)
      return items.map(({ sealed, ...about }) => ({ ...about, ...words.open(about.id, sealed) }))
    },
    add({ title, place, memberIds, ...about }: ClassList): Write[] {
      const sealed = words.seal(about.id, { title, place })
      return [
        insert(table, { ...key(about.id), ...about, memberIds, sealed }),
        insert(table, { ...makerKey(about.createdBy), sk: about.id, ...about, sealed }),
      ]
    },
  }
}
