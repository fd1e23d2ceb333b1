import { beforeAll, describe, expect, test } from 'vitest'
import { runImport } from '../../../infra/local/job-machine.ts'
import { findRowsAbout } from '../../../shared/usecases/import/forget-person.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { expectNoPersonalData, readRefusal, registrationOf, selfServiceActs } from '../../support/self-service-acts.ts'
import { tableContents } from '../../support/table-contents.ts'
import { inside, makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const {
  post,
  readRecord,
  verify,
  registerSelf,
  registerByOfficer,
  validateRowOf,
  readOwnRecord,
  readOwnHistory,
  decideDisputeOf,
  countRegistered,
  findHolder,
} = selfServiceActs(() => world)

describe('a self-registration', () => {
  test('is unverified, counts nothing, and names the office to ask', async () => {
    const id = await registerSelf('ani', newNik())
    expect(await readRecord(id)).toMatchObject({ status: 'active', standings: {}, agency: 'PPKUKM', area: inside.area })
    const { identity, ask, person, stages, warnings } = await readOwnRecord('ani')
    expect(identity).toEqual({ status: 'unverified', at: '2021-11-30T05:00:00.000Z' })
    expect(ask?.id).toContain('kecamatan')
    expect([stages, warnings, person?.nik, person?.phone]).toEqual([
      {},
      [],
      expect.stringMatching(/^31\*{12}\d\d$/),
      '+62********890',
    ])
    expect(await readOwnHistory('ani')).toEqual([])
  })

  test('happens once, and a repeat of the same request gets the first answer', async () => {
    const headers = { 'Idempotency-Key': 'budi-registers' }
    const body = registrationOf(newNik())
    const first = await post('budi', '/me/registration', body, headers)
    const again = await post('budi', '/me/registration', body, headers)
    expect([first.status, await again.text(), again.headers.get('Idempotency-Replayed')]).toEqual([
      201,
      await first.text(),
      'true',
    ])
    expect(await readRefusal(await post('budi', '/me/registration', registrationOf(newNik())))).toEqual([
      409,
      'already_registered_self',
    ])
    expect(await readRefusal(await post('budi', '/me/registration', registrationOf(newNik()), headers))).toEqual([
      422,
      'idempotency_key_reused',
    ])
  })

  test('is possible again after erasure, and shows nothing of the earlier record', async () => {
    const nik = newNik()
    const first = await registerSelf('citra', nik)
    await post('admin', `/members/${first}/erasures`, undefined)
    for (const path of ['/v1/me', '/v1/me/history'])
      expect(await readRefusal(await world.call('GET', path, { as: 'citra' }))).toEqual([404, 'not_found'])
    const second = await registerSelf('citra', nik)
    expect(second).not.toBe(first)
    expect((await readOwnRecord('citra')).memberId).toBe(second)
    expect(await readRefusal(await post('citra', '/me/registration', registrationOf(newNik())))).toEqual([
      409,
      'already_registered_self',
    ])
  })

  test('that is erased before it was verified leaves its NIK free', async () => {
    const nik = newNik()
    const importId = await validateRowOf(nik)
    const id = await registerSelf('wulan', nik)
    await post('admin', `/members/${id}/erasures`, undefined)
    expect(await findHolder(nik)).toBeUndefined()
    await post('admin', `/imports/${importId}/confirmations`, undefined)
    await runImport(world.deps, { importId: importId, task: 'apply' })
    expect(await readRecord((await findHolder(nik)) ?? '')).toMatchObject({
      standings: { P1: { happenedOn: '2021-11-10' } },
    })
  })

  describe('that was merged into another record before it was verified, and then erased,', () => {
    /** Merges a self-registration into a record that an officer made without a NIK, and erases the kept record. */
    async function mergedAndErased(as: string) {
      const nik = newNik()
      const kept = await registerByOfficer(undefined)
      const opened = await validateRowOf(nik)
      const own = await registerSelf(as, nik)
      const before = await countRegistered()
      const merging = { from: own, into: kept, reason: 'duplicate_registration' }
      expect((await post('admin', '/merges', merging)).status).toBe(201)
      expect((await post('admin', `/members/${kept}/erasures`, undefined)).status).toBe(201)
      return { nik, kept, own, opened, before }
    }

    test('is erased with the rows of files with its NIK, and keeps the claim to the NIK', async () => {
      const { nik, own, opened } = await mergedAndErased('umar')
      expect(await findHolder(nik)).toBe(own)
      const rows = await findRowsAbout(world.deps, { name: 'Sri Wahyuni', nik })
      expect(rows.filter(({ importId }) => importId === opened)).toEqual([])
    })

    test('gets the kept record back when an officer registers the person again, and counts once', async () => {
      const { nik, kept, before } = await mergedAndErased('vina')
      expect(await registerByOfficer(nik)).toBe(kept)
      expect(await readRecord(kept)).toMatchObject({ status: 'active', person: { nik }, standings: { P1: {} } })
      expect(await countRegistered()).toBe(before)
    })

    test('is joined to the kept record when the person registers again, and counts once', async () => {
      const { nik, kept, before } = await mergedAndErased('yanti')
      const again = await registerSelf('yanti', nik)
      expect((await verify(again)).status).toBe(409)
      expect((await decideDisputeOf(again, 'same_person')).entries).toEqual([])
      expect(await readOwnRecord('yanti')).toMatchObject({ memberId: kept, stages: { P1: {} } })
      expect(await countRegistered()).toBe(before)
    })
  })

  test('that was erased unverified gets its NIK back when a second self-registration is joined to it', async () => {
    const nik = newNik()
    const first = await registerSelf('wulan', nik)
    const second = await registerSelf('wulan-again', nik)
    expect((await post('admin', `/members/${first}/erasures`, undefined)).status).toBe(201)
    expect(await findHolder(nik)).toBeUndefined()
    await decideDisputeOf(second, 'same_person')
    expect(await readRecord(first)).toMatchObject({ status: 'active', person: { nik }, standings: { P1: {} } })
    expect(await findHolder(nik)).toBe(first)
    expect((await post('admin', '/members', { ...registrationOf(nik), agency: 'PPAPP' })).status).toBe(409)
  })

  test('leaves no subject in the table, the entries or the trail', async () => {
    const nik = newNik()
    const id = await registerSelf('subject-that-tells-a-name', nik)
    await verify(id)
    expect(JSON.stringify(await tableContents(world.deps.tableName))).not.toContain('subject-that-tells-a-name')
  })

  test('is shown to its person only: a visitor and another account get no record', async () => {
    expect((await world.call('GET', '/v1/me', { as: '' })).status).toBe(401)
    expect(await readRefusal(await world.call('GET', '/v1/me', { as: 'nobody' }))).toEqual([404, 'not_found'])
  })
})
test('afterwards the counters agree with the entries', async () => {
  expect(await recountAll(world.deps)).toEqual([])
})

test('afterwards no personal data are in the clear in the table or the log', async () => {
  await expectNoPersonalData(world.deps)
})
