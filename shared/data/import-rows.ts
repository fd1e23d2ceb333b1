import * as z from 'zod'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import type { Table, Write } from './table.ts'
import { insert, lostRace, requireAbsent, update } from './writes.ts'

// pk ROW#<key version>.<hash>  sk ROW   a row that was imported, and its member; kept for good

const rowKey = (hash: string) => ({ pk: `ROW#${hash}`, sk: 'ROW' })

const RowClaim = z.object({ memberId: z.string(), importId: z.string(), isUndone: z.boolean().optional() })
export type RowClaim = z.infer<typeof RowClaim>

/**
 * The claims on imported rows, by a keyed hash of the row's content. If the same row comes again, in this file or
 * another, it changes nothing.
 */
export const importRows = (table: Table, keys: Keyring) => ({
  /** The claims on some rows, given by their texts, in the same order. */
  async findClaims(texts: string[]): Promise<((RowClaim & { hash: string }) | undefined)[]> {
    const hashes = texts.map((text) => keys.hashes('row', text))
    const items = await batchGet(table, [...new Set(hashes.flat())].map(rowKey), RowClaim.extend({ pk: z.string() }))
    const found = new Map(items.map(({ pk, ...claim }) => [pk, claim]))
    return hashes.map((versions) => {
      const hash = versions.find((each) => found.has(rowKey(each).pk))
      const claim = hash === undefined ? undefined : found.get(rowKey(hash).pk)
      return hash !== undefined && claim ? { ...claim, hash } : undefined
    })
  },

  /**
   * Claims a row for a member. Returns the hash of the claim. The writes are refused (`LostRace`) if the row is claimed
   * under any key version.
   */
  claim(text: string, claim: RowClaim): { hash: string; writes: Write[] } {
    const [newest = '', ...older] = keys.hashes('row', text)
    const writes = [
      insert(table, { ...rowKey(newest), ...claim }, lostRowRace),
      ...older.map((hash) => requireAbsent(table, rowKey(hash), lostRowRace)),
    ]
    return { hash: newest, writes }
  },

  /** Moves a claim to another import, if the first import was undone. */
  renew: (hash: string, importId: string): Write =>
    update(table, rowKey(hash), { set: { importId }, remove: ['isUndone'] }, { isUndone: true }, lostRowRace),

  /** Marks a row as undone, so that it may be imported again. */
  undo: (hash: string, importId: string): Write =>
    update(table, rowKey(hash), { set: { isUndone: true } }, { importId }, lostRowRace),
})

const lostRowRace = lostRace('row')
