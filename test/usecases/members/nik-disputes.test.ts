import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Dispute } from '../../../shared/domain/acts/dispute.ts'
import { listNamedDisputes } from '../../../shared/usecases/members/disputes.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { expectNoPersonalData, readRefusal, selfServiceActs } from '../../support/self-service-acts.ts'
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
  readDisputeId,
  sendDecision,
  decideDisputeOf,
  takeCopy,
  findHolder,
} = selfServiceActs(() => world)

describe('a person who registers with the NIK of another record', () => {
  test('is registered as usual, and only officers who may see both records see the dispute', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik, { person: { name: 'Wulan Sari', nik } })
    const claimant = await registerSelf('lina', nik)
    expect((await readOwnRecord('lina')).identity.status).toBe('unverified')
    const id = await readDisputeId(claimant)
    expect(await world.deps.disputes.get(id)).toMatchObject({ claimant, holder, state: 'open', area: inside.area })
    await world.grant({ subject: 'gambir', role: 'officer', area: '31.71.01' })
    await world.grant({ subject: 'sawah-besar', role: 'officer', area: '31.71.02' })
    await world.grant({ subject: 'ppkukm', role: 'officer', area: '31.71.01', agency: 'PPKUKM' })
    const DisputeList = z.object({ items: z.array(Dispute) })
    const listDisputes = async (as: string) =>
      DisputeList.parse(await (await world.call('GET', '/v1/disputes?limit=200', { as })).json()).items.map(
        (each) => each.id,
      )
    expect(await listDisputes('gambir')).toContain(id)
    expect(await listDisputes('admin')).toContain(id)
    expect(await listDisputes('sawah-besar')).toEqual([])
    expect(await listDisputes('ppkukm')).not.toContain(id)
    expect(await readRefusal(await world.call('GET', `/v1/disputes/${id}`, { as: 'ppkukm' }))).toEqual([
      404,
      'not_found',
    ])
    const gambir = { subject: 'gambir', grants: await world.deps.grants.ofSubject('gambir') }
    const namedDisputes = await listNamedDisputes(world.deps, gambir, { limit: 200 })
    expect(namedDisputes.items.find((each) => each.id === id)?.names).toEqual({
      claimant: 'Budi Santoso',
      holder: 'Wulan Sari',
    })
    // An officer of the person's own agency sees the record, but learns only that the NIK is taken.
    const memberAnswer = await world.call('GET', `/v1/members/${claimant}`, { as: 'ppkukm' })
    expect(await memberAnswer.text()).not.toMatch(/dispute|dsp_/)
    expect(await readRefusal(await verify(claimant, {}, 'ppkukm'))).toEqual([409, 'nik_taken /person/nik'])
  })

  test('gets a copy of his own data that reveals nothing about the other record', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    await validateRowOf(nik)
    const claimant = await registerSelf('xena', nik)
    const theirs = await takeCopy(claimant)
    expect([theirs.rows, (await takeCopy(holder)).rows]).toEqual([0, 1])
    expect(theirs.copy).toContain(nik)
    expect(theirs.copy).not.toContain(holder)
    expect(theirs.copy).not.toMatch(/dispute|dsp_/)
  })

  test('and is the same person, then sees the kept record, which is unchanged', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik, { registeredOn: '2021-11-10' })
    const claimant = await registerSelf('made', nik)
    const answer = await decideDisputeOf(claimant, 'same_person')
    expect(answer).toMatchObject({ dispute: { state: 'same_person' }, entries: [] })
    expect(await readOwnRecord('made')).toMatchObject({ memberId: holder, identity: { status: 'verified' } })
    expect((await readOwnRecord('made')).stages).toMatchObject({ P1: { happenedOn: '2021-11-10' } })
    expect(await readOwnHistory('made')).toHaveLength(1)
    expect((await post('admin', `/merges/${answer.mergeId}/undoings`, undefined)).status).toBe(201)
    expect(await readOwnRecord('made')).toMatchObject({
      memberId: claimant,
      identity: { status: 'unverified' },
      stages: {},
    })
    expect(await readRefusal(await verify(claimant))).toEqual([409, 'nik_taken /person/nik'])
  })

  test('and is right, holds the NIK afterwards; the other keeps its counts and becomes unverified', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    const claimant = await registerSelf('nur', nik)
    await decideDisputeOf(claimant, 'claimant')
    expect(await findHolder(nik)).toBe(claimant)
    expect(await readOwnRecord('nur')).toMatchObject({ identity: { status: 'verified' }, stages: { P1: {} } })
    const formerHolder = await readRecord(holder)
    expect(formerHolder).toMatchObject({ identity: { status: 'unverified' }, standings: { P1: {} } })
    expect(formerHolder.person?.nik).toBeUndefined()
    expect((await readRecord(claimant)).dispute).toBeUndefined()
  })

  test('and is right, holds the NIK although the other record was merged into a third', async () => {
    const nik = newNik()
    const [first, keptId] = [await registerByOfficer(nik), await registerByOfficer(newNik())]
    await post('admin', '/merges', { from: first, into: keptId, reason: 'duplicate_registration' })
    const claimant = await registerSelf('oki', nik)
    expect(await world.deps.disputes.get(await readDisputeId(claimant))).toMatchObject({ holder: keptId })
    await decideDisputeOf(claimant, 'claimant')
    expect(await findHolder(nik)).toBe(claimant)
    expect((await readRecord(first)).person?.nik).toBeUndefined()
    expect((await readRecord(keptId)).identity).toBeUndefined()
  })

  test('and is not right, is rejected', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    const claimant = await registerSelf('putri', nik)
    const id = await readDisputeId(claimant)
    expect((await decideDisputeOf(claimant, 'holder')).entries).toEqual([])
    expect((await readOwnRecord('putri')).identity.status).toBe('rejected')
    expect([await findHolder(nik), (await readRecord(holder)).version]).toEqual([holder, 1])
    expect(await readRefusal(await sendDecision(id, 'claimant'))).toEqual([409, 'dispute_closed'])
  })

  test('and had an erased record with it, gets that record back and counts once', async () => {
    const nik = newNik()
    const erasedId = await registerByOfficer(nik)
    await post('admin', `/members/${erasedId}/erasures`, undefined)
    const claimant = await registerSelf('qori', nik)
    expect((await decideDisputeOf(claimant, 'same_person')).entries).toEqual([])
    expect(await readOwnRecord('qori')).toMatchObject({ memberId: erasedId, status: 'active', stages: { P1: {} } })
    expect((await readRecord(erasedId)).mergedFrom).toEqual([claimant])
  })

  test('can be verified without a decision once the other record has another NIK', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    const claimant = await registerSelf('rina', nik)
    const id = await readDisputeId(claimant)
    const change = { body: { person: { nik: newNik() } }, headers: { 'If-Match': '"1"' } }
    expect((await world.call('PATCH', `/v1/members/${holder}`, change)).status).toBe(200)
    expect((await verify(claimant)).status).toBe(201)
    expect([await findHolder(nik), (await world.deps.disputes.get(id))?.state]).toEqual([claimant, 'lapsed'])
  })

  test('by mistake, can be corrected by an officer, and the dispute lapses', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    const claimant = await registerSelf('sari', nik)
    const id = await readDisputeId(claimant)
    const right = newNik()
    const change = { body: { person: { nik: right } }, headers: { 'If-Match': '"1"' } }
    expect((await world.call('PATCH', `/v1/members/${claimant}`, change)).status).toBe(200)
    expect([await findHolder(nik), await findHolder(right)]).toEqual([holder, claimant])
    expect((await world.deps.disputes.get(id))?.state).toBe('lapsed')
    expect((await verify(claimant)).status).toBe(201)
  })

  test('and is erased, no longer has a dispute', async () => {
    const nik = newNik()
    const holder = await registerByOfficer(nik)
    const claimant = await registerSelf('tono', nik)
    const id = await readDisputeId(claimant)
    await post('admin', `/members/${claimant}/erasures`, undefined)
    expect([(await world.deps.disputes.get(id))?.state, await findHolder(nik)]).toEqual(['lapsed', holder])
  })
})
test('afterwards the counters agree with the entries', async () => {
  expect(await recountAll(world.deps)).toEqual([])
})

test('afterwards no personal data are in the clear in the table or the log', async () => {
  await expectNoPersonalData(world.deps)
})
