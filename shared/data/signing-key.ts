import * as z from 'zod'
import { ignoreIfRaceLost } from '../domain/problems/lost-race.ts'
import type { KeyWrapper } from '../gateways/key-wrapper.ts'
import { commit, getItem, type Table } from './table.ts'
import { insert, lostRace } from './writes.ts'

// pk SIGNING  sk KEY   the seed of the key that signs checkpoints, wrapped

const key = { pk: 'SIGNING', sk: 'KEY' }
const SigningItem = z.object({ wrapped: z.instanceof(Uint8Array) })
const seedBytes = 32

/**
 * Reads the seed of the signing key. If the table has none, makes it. If two processes do so at once, the second uses
 * the seed of the first.
 */
export async function openSigningSeed(table: Table, wrapper: KeyWrapper): Promise<Uint8Array> {
  const stored = await getItem(table, key, SigningItem)
  if (stored) return (await wrapper.unwrap(stored.wrapped)).subarray(0, seedBytes)
  const { wrapped } = await wrapper.generate()
  await commit(table, insert(table, { ...key, wrapped }, lostRace('key'))).catch(ignoreIfRaceLost('key'))
  return openSigningSeed(table, wrapper)
}
