import * as z from 'zod'
import type { KeyWrapper } from '../gateways/key-wrapper.ts'
import { type Keyring, keyring } from '../gateways/keyring.ts'
import { ConditionFailed, commit, insert, queryAll, type Table } from './table.ts'

// pk KEYS  sk <version, 3 digits>   wrapped key material of the keyring

const KeyItem = z.object({ version: z.int(), wrapped: z.instanceof(Uint8Array) })

const item = (version: number, wrapped: Uint8Array) => ({
  pk: 'KEYS',
  sk: String(version).padStart(3, '0'),
  version,
  wrapped,
})

/** The keyring, its first key made if there is none; whoever comes second uses the key of the first. */
export async function loadKeyring(table: Table, wrapper: KeyWrapper): Promise<Keyring> {
  const stored = await queryAll(table, { pk: 'KEYS' }, KeyItem)
  if (stored.length === 0) {
    await addKey(table, wrapper, 1)
    return loadKeyring(table, wrapper)
  }
  return keyring(
    await Promise.all(
      stored.map(async ({ version, wrapped }) => ({ version, material: await wrapper.unwrap(wrapped) })),
    ),
  )
}

/** Adds a key version (1 to 255), which then writes; nothing happens if the version is there. */
export async function addKey(table: Table, wrapper: KeyWrapper, version: number): Promise<void> {
  const { wrapped } = await wrapper.generate()
  await commit(table, insert(table, item(version, wrapped))).catch((error: unknown) => {
    if (!(error instanceof ConditionFailed)) throw error
  })
}
