import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { encodeYardstick, hashYardstick, readYardstick, type Yardstick } from '../domain/figures/yardstick.ts'
import { getItem, type Table, type Write } from './table.ts'
import { put } from './writes.ts'

// pk YARDSTICK#<SHA-256>  sk YARDSTICK   a yardstick frozen at the closing of months, deflated
//
// Months with equal yardsticks share an item. Items never change, so the yardsticks used last stay in memory.

const YardstickItem = z.object({ packed: z.instanceof(Uint8Array) })
const mostKept = 16

export function yardsticks(table: Table) {
  const memory = new Map<string, Promise<Yardstick>>()
  const keyOf = (hash: string) => ({ pk: `YARDSTICK#${hash}`, sk: 'YARDSTICK' })

  async function fromItem(hash: string): Promise<Yardstick> {
    const item = await getItem(table, keyOf(hash), YardstickItem)
    const bytes = item && inflateRawSync(item.packed)
    if (!bytes || hashYardstick(bytes) !== hash) throw new Error(`Yardstick ${hash} is missing, or was changed`)
    return readYardstick(bytes)
  }

  return {
    /** A yardstick by its hash. Throws if it does not exist or does not match the hash. */
    get(hash: string): Promise<Yardstick> {
      const inMemory = memory.get(hash)
      if (inMemory) return inMemory
      const yardstick = fromItem(hash)
      yardstick.catch(() => memory.delete(hash))
      memory.set(hash, yardstick)
      for (const oldest of [...memory.keys()].slice(0, -mostKept)) memory.delete(oldest)
      return yardstick
    },

    /** Adds a yardstick and returns its hash. Adding it again changes nothing. */
    add(yardstick: Yardstick): { hash: string; write: Write } {
      const bytes = encodeYardstick(yardstick)
      const hash = hashYardstick(bytes)
      return { hash, write: put(table, { ...keyOf(hash), packed: deflateRawSync(bytes) }) }
    },
  }
}
