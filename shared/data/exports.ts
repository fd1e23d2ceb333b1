import * as z from 'zod'
import { Export } from '../domain/export/export.ts'
import { conflict } from '../domain/problems/app-error.ts'
import { sortableTime } from '../domain/values/id.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { getItem, insert, queryAll, queryPage, replace, type Table, type Write } from './table.ts'

// pk EXPORTS  sk <export id>   who asked for which members as a file; the reason sealed, for it is free text

const Item = Export.omit({ reason: true }).extend({ sealed: z.instanceof(Uint8Array) })
type Item = z.infer<typeof Item>

export function exports(table: Table, keys: Keyring) {
  const context = (id: string) => `export:${id}`
  const toItem = ({ reason, ...made }: Export) => ({
    pk: 'EXPORTS',
    sk: made.id,
    ...made,
    sealed: keys.seal(reason, context(made.id)),
  })
  const fromItem = ({ sealed, ...item }: Item): Export => ({
    ...item,
    reason: z.string().parse(keys.open(sealed, context(item.id))),
  })

  return {
    async get(id: string): Promise<Export | undefined> {
      const item = await getItem(table, { pk: 'EXPORTS', sk: id }, Item)
      return item && fromItem(item)
    },
    /** A page of all exports, newest first. */
    async page({ after, limit }: { after?: string | undefined; limit: number }) {
      const where = { pk: 'EXPORTS', newestFirst: true, limit, ...(after !== undefined && { after }) }
      const { items, last } = await queryPage(table, where, Item)
      return { items: items.map(fromItem), ...(last !== undefined && { last }) }
    },
    /** Those that were asked for since an instant: ids are made in order of time. */
    since: async (at: Date): Promise<Export[]> =>
      (await queryAll(table, { pk: 'EXPORTS', between: [`exp_${sortableTime(at)}`, 'exp_~'] }, Item)).map(fromItem),
    add: (made: Export): Write => insert(table, toItem(made)),
    /** Refused as `export_moved_on` when it has changed meanwhile. */
    save: (next: Export): Write => replace(table, toItem(next), () => conflict('export_moved_on')),
  }
}
