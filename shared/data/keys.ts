import * as z from 'zod'
import { ignoreIfRaceLost } from '../domain/problems/lost-race.ts'
import type { KeyWrapper } from '../gateways/key-wrapper.ts'
import type { KeyMaterial } from '../gateways/keyring.ts'
import { commit, queryAll, type Table } from './table.ts'
import { insert, lostRace } from './writes.ts'

// pk KEYS  sk <version, 3 digits>   wrapped key material of the keyring

const mostVersions = 255

const KeyItem = z.object({ version: z.int(), wrapped: z.instanceof(Uint8Array) })

const item = (version: number, wrapped: Uint8Array) => ({
  pk: 'KEYS',
  sk: String(version).padStart(3, '0'),
  version,
  wrapped,
})

/**
 * Loads the keys of the given versions, in that order. If the table has no key, makes them. If two processes do so at
 * once, the second takes the keys of the first. Throws if a version is missing.
 */
export async function loadKeys(table: Table, wrapper: KeyWrapper, versions: number[]): Promise<KeyMaterial[]> {
  const stored = await queryAll(table, { pk: 'KEYS' }, KeyItem)
  if (stored.length === 0) {
    for (const version of versions) await addKey(table, wrapper, version)
    return loadKeys(table, wrapper, versions)
  }
  return Promise.all(
    versions.map(async (version) => {
      const key = stored.find((each) => each.version === version)
      if (!key) throw new Error(`The table has no key of version ${version}: npm run rotate makes the next`)
      return { version, material: await wrapper.unwrap(key.wrapped) }
    }),
  )
}

/** Adds the next key version (1 to 255) and returns its number. It is unused until the configuration names it. */
export async function addNextKey(table: Table, wrapper: KeyWrapper): Promise<number> {
  const stored = await queryAll(table, { pk: 'KEYS' }, KeyItem)
  const version = Math.max(0, ...stored.map((each) => each.version)) + 1
  if (version > mostVersions)
    throw new Error(`No key version is left: there are ${mostVersions} already, as many as a byte can number`)
  await addKey(table, wrapper, version)
  return version
}

/** Does nothing if the version exists. */
async function addKey(table: Table, wrapper: KeyWrapper, version: number): Promise<void> {
  const { wrapped } = await wrapper.generate()
  await commit(table, insert(table, item(version, wrapped), lostRace('key'))).catch(ignoreIfRaceLost('key'))
}
