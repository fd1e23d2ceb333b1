import { randomBytes, randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { createTable } from '../../infra/local/create-table.ts'
import { addNextKey, loadKeys } from '../../shared/data/keys.ts'
import { tableNamed } from '../../shared/data/table.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { type KeyMaterial, keyring } from '../../shared/gateways/keyring.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { findMembers } from '../../shared/usecases/members/find-members.ts'
import { readMember } from '../../shared/usecases/members/member-access.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../support/few-areas.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { rotateKeys } from '../support/rotate-keys.ts'
import { assembleTestDeps, callerAs, request, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const key = (version: number): KeyMaterial => ({ version, material: randomBytes(64) })
const first = key(1)
const second = key(2)
const secret = { person: { name: 'Sri', nik: '3171014503900001' }, notes: {} }

describe('sealing', () => {
  test('returns what was sealed, and hides it', () => {
    const keys = keyring([first])
    const sealed = keys.seal(secret, 'member:A')
    expect(keys.open(sealed, 'member:A')).toEqual(secret)
    expect(Buffer.from(sealed).includes('3171014503900001')).toBe(false)
    expect(Buffer.from(keys.seal(secret, 'member:A'))).not.toEqual(Buffer.from(sealed))
  })

  test('is bound to its owner', () => {
    const keys = keyring([first])
    expect(() => keys.open(keys.seal(secret, 'member:A'), 'member:B')).toThrow()
  })

  test('notices every changed byte', () => {
    const keys = keyring([first])
    const sealed = keys.seal({ a: 1 }, 'member:A')
    for (const i of sealed.keys()) {
      const changed = Uint8Array.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => keys.open(changed, 'member:A'), `byte ${i}`).toThrow()
    }
    expect(() => keys.open(sealed.subarray(0, -1), 'member:A')).toThrow()
  })

  test('writes with the first key and reads with every one', () => {
    const before = keyring([first]).seal(secret, 'member:A')
    const both = keyring([second, first])
    expect(both.open(before, 'member:A')).toEqual(secret)
    const after = both.seal(secret, 'member:A')
    expect(keyring([second]).open(after, 'member:A')).toEqual(secret)
    expect(() => keyring([first]).open(after, 'member:A')).toThrow('Key version 2')
    expect(() => keyring([])).toThrow('at least one key')
  })
})

describe('hashing', () => {
  const both = keyring([second, first])

  test('depends on the key, the kind and the value, and on nothing else', () => {
    const hashes = [
      both.hash('nik', '1'),
      both.hash('nik', '2'),
      both.hash('cursor', '1'),
      keyring([first]).hash('nik', '1'),
      keyring([key(2)]).hash('nik', '1'),
    ]
    expect(new Set(hashes).size).toBe(5)
    expect(keyring([second]).hash('nik', '1')).toBe(both.hash('nik', '1'))
  })

  test('lists the hashes of every version, the writing version first', () => {
    expect(both.hashes('nik', '1')).toEqual([keyring([second]).hash('nik', '1'), keyring([first]).hash('nik', '1')])
  })

  test('matches the same value under every version, and no other value', () => {
    const older = keyring([first]).hash('cursor', 'page 2')
    expect([
      both.matches('cursor', 'page 2', older),
      both.matches('cursor', 'page 2', both.hash('cursor', 'page 2')),
    ]).toEqual([true, true])
    for (const hash of ['', 'x', older.slice(0, -1), `${older}=`, both.hash('nik', 'page 2')])
      expect(both.matches('cursor', 'page 2', hash)).toBe(false)
    expect(both.matches('cursor', 'page 3', older)).toBe(false)
  })
})

describe('after a new key is added', () => {
  const admin = callerAs('admin')
  const wrapper = keyWrapper(new KMSClient({}), 'alias/capaian')
  const input = (nik: string) => ({
    person: { name: 'Sri', nik },
    gender: 'male' as const,
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPKUKM',
  })

  /** Registers somebody under the first key, and returns dependencies that write with the first and with the second. */
  async function registerAndRotate() {
    const before = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const nik = newNik()
    const { answer } = await registerMember(before, admin, request(), input(nik))
    const deps = await rotateKeys(before)
    return { before, deps, nik, id: answer.memberId }
  }

  test('a NIK that was claimed under the older key is found', async () => {
    const { deps, nik, id } = await registerAndRotate()
    expect(await findMembers(deps, admin, { nik })).toMatchObject([{ id, person: { nik } }])
  })

  test('a NIK that was claimed under the older key counts as taken', async () => {
    const { deps, nik } = await registerAndRotate()
    expect(await refusalOf(registerMember(deps, admin, request(), input(nik)))).toEqual(['nik_taken'])
    const other = (await registerMember(deps, admin, request(), input(newNik()))).answer
    expect(await refusalOf(correctMember(deps, admin, other.memberId, other.version, { person: { nik } }))).toEqual([
      'nik_taken',
    ])
  })

  test('an erased member is still recognised by a NIK that was claimed under the older key', async () => {
    const { deps, nik, id } = await registerAndRotate()
    await eraseMember(deps, admin, request(), id)
    const { answer } = await registerMember(deps, admin, request(), input(nik))
    expect(answer).toMatchObject({ memberId: id, entries: [] })
  })

  test('a NIK that was recorded by mistake is released, whichever key it was claimed under', async () => {
    const { deps, nik, id } = await registerAndRotate()
    const { version } = await readMember(deps, admin, 'member.read', id)
    await correctMember(deps, admin, id, version, { person: { nik: newNik() } })
    const { answer } = await registerMember(deps, admin, request(), input(nik))
    expect(answer.memberId).not.toBe(id)
    expect(await refusalOf(registerMember(deps, admin, request(), input(nik)))).toEqual(['nik_taken'])
  })

  test('a process loads the listed versions and writes with the first; a missing version stops it', async () => {
    const { before } = await registerAndRotate()
    const table = tableNamed(before.tableName)
    const [one, two] = await Promise.all(
      [1, 2].map(async (version) => keyring(await loadKeys(table, wrapper, [version]))),
    )
    const both = [one?.hash('nik', '1'), two?.hash('nik', '1')]
    expect(keyring(await loadKeys(table, wrapper, [1, 2])).hashes('nik', '1')).toEqual(both)
    expect(keyring(await loadKeys(table, wrapper, [2, 1])).hashes('nik', '1')).toEqual(both.toReversed())
    await expect(loadKeys(table, wrapper, [1, 3])).rejects.toThrow('no key of version 3')
    expect(await addNextKey(table, wrapper)).toBe(3)
    expect(keyring(await loadKeys(table, wrapper, [1, 2])).hashes('nik', '1')).toEqual(both)
  })

  test('processes that write with the older or the newer key read both, and one NIK is one person', async () => {
    const before = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const newer = await rotateKeys(before)
    const older = await assembleTestDeps(before.tableName, fewAreas, before, [1, 2])
    const [firstNik, secondNik] = [newNik(), newNik()]
    const byNewer = (await registerMember(newer, admin, request(), input(firstNik))).answer
    const byOlder = (await registerMember(older, admin, request(), input(secondNik))).answer
    expect(await findMembers(older, admin, { nik: firstNik })).toMatchObject([
      { id: byNewer.memberId, person: { nik: firstNik } },
    ])
    expect(await findMembers(newer, admin, { nik: secondNik })).toMatchObject([{ id: byOlder.memberId }])
    for (let turn = 0; turn < 5; turn++) {
      const nik = newNik()
      const both = await Promise.allSettled(
        [older, newer].map((deps) => registerMember(deps, admin, request(), input(nik))),
      )
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    }
  })
})

test('two processes that start at once on an empty table use one key', async () => {
  const name = `test-${randomUUID()}`
  await createTable(new DynamoDBClient({}), name)
  const table = {
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    name,
    pause: async () => {},
    random: Math.random,
  }
  const wrapper = keyWrapper(new KMSClient({}), 'alias/capaian')
  const loaded = await Promise.all([1, 2, 3].map(async () => keyring(await loadKeys(table, wrapper, [1]))))
  expect(new Set(loaded.map((keys) => keys.hash('nik', '1'))).size).toBe(1)
})
