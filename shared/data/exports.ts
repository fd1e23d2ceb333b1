import * as z from 'zod'
import { Export } from '../domain/export/export.ts'
import { writeSortableTime } from '../domain/values/id.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk EXPORTS  sk <export id>   who asked for which members as a file; the reason (free text) sealed

const Item = Export.omit({ reason: true }).extend({ sealed: SealedBytes })
type Item = z.infer<typeof Item>

export function exports(table: Table, keys: Keyring) {
  const reasons = sealer(keys, 'export', z.string())
  const toItem = ({ reason, ...plain }: Export) => ({
    pk: 'EXPORTS',
    sk: plain.id,
    ...plain,
    sealed: reasons.seal(plain.id, reason),
  })
  const fromItem = ({ sealed, ...item }: Item): Export => ({
    ...item,
    reason: reasons.open(item.id, sealed),
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
    /** The exports requested since an instant. Their ids sort by time. */
    since: async (at: Date): Promise<Export[]> =>
      (await queryAll(table, { pk: 'EXPORTS', between: [`exp_${writeSortableTime(at)}`, 'exp_~'] }, Item)).map(
        fromItem,
      ),
    add: (newExport: Export): Write => insert(table, toItem(newExport)),
    save: (next: Export): Write => putVersion(table, toItem(next), lostRace('export')),
  }
}
