import { beforeAll, describe, expect, test } from 'vitest'
import { VerifiedAnswer } from '../../../shared/usecases/members/verifications.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { codesOfProblem, problemOf } from '../../support/problem.ts'
import { expectNoPersonalData, readRefusal, registrationOf, selfServiceActs } from '../../support/self-service-acts.ts'
import { makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const { post, readRecord, verify, reject, registerSelf, registerByOfficer, readOwnRecord, readOwnHistory, findHolder } =
  selfServiceActs(() => world)

describe('verifying an identity', () => {
  test('attains the first stage with the day of registration; the person’s own view has no names of officers', async () => {
    const id = await registerSelf('dewi', newNik())
    const answer = VerifiedAnswer.parse(await (await verify(id)).json())
    expect(answer.identity).toMatchObject({ status: 'verified', by: 'officer', seen: 'ktp' })
    expect(answer.entries).toMatchObject([{ kind: 'attained', stage: 'P1', happenedOn: '2021-11-30', late: false }])
    await post('admin', `/members/${id}/stages`, { stage: 'P2', happenedOn: '2021-11-30', note: 'Catatan petugas' })
    const { stages, ask } = await readOwnRecord('dewi')
    expect([Object.keys(stages), ask]).toEqual([['P1', 'P2'], undefined])
    const entries = await readOwnHistory('dewi')
    expect(entries).toMatchObject([
      { stage: 'P1', by: 'officer' },
      { stage: 'P2', by: 'officer' },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/admin|actor|Catatan/)
    expect(await readRefusal(await verify(id))).toEqual([409, 'identity_settled'])
    expect(await readRefusal(await reject(id))).toEqual([409, 'identity_settled'])
  })

  test('counts as late when the month of registration is closed by then', async () => {
    const other = await makeWorld()
    const id = await other.oneself('late')
    other.deps.clock.set('2021-12-06T05:00:00.000Z')
    await other.call('POST', '/v1/months/closings', { body: {} })
    const body = { by: 'officer', outcome: 'matches', seen: 'kk' }
    const answer = await other.call('POST', `/v1/members/${id}/verifications`, { body })
    expect(VerifiedAnswer.parse(await answer.json()).entries).toMatchObject([
      { happenedOn: '2021-11-30', postedIn: '2021-12', late: true },
    ])
    expect(await recountAll(other.deps)).toEqual([])
  })

  test('must happen before any stage', async () => {
    const id = await registerSelf('eko', newNik())
    for (const stage of ['P1', 'P2'])
      expect(
        await readRefusal(await post('admin', `/members/${id}/stages`, { stage, happenedOn: '2021-11-30' })),
      ).toEqual([422, 'identity_unsettled', ...(stage === 'P2' ? ['stage_prerequisite_missing'] : [])])
  })

  test('may reject it: then the NIK is free, the record cannot be changed, and a later verification can correct that', async () => {
    const nik = newNik()
    const id = await registerSelf('fajar', nik)
    expect((await reject(id)).status).toBe(201)
    expect((await readOwnRecord('fajar')).identity).toMatchObject({ status: 'rejected', by: 'officer' })
    const rightful = await registerByOfficer(nik)
    expect(await findHolder(nik)).toBe(rightful)
    expect(await readRefusal(await verify(id))).toEqual([409, 'nik_taken /person/nik'])
    expect(
      await readRefusal(
        await world.call('PATCH', `/v1/members/${id}`, {
          body: { area: '31.71.02.1001' },
          headers: { 'If-Match': `"${(await readRecord(id)).version}"` },
        }),
      ),
    ).toEqual([422, 'identity_unsettled'])
    await post('admin', `/members/${rightful}/erasures`, undefined)
    const mistakenId = await registerSelf('gita', newNik())
    await reject(mistakenId)
    expect((await verify(mistakenId)).status).toBe(201)
    expect(Object.keys((await readOwnRecord('gita')).stages)).toEqual(['P1'])
  })

  test('registering a NIK of a self-registration is refused, with the office to ask', async () => {
    const nik = newNik()
    await registerSelf('hana', nik)
    const answer = await post('admin', '/members', { ...registrationOf(nik), agency: 'PPAPP' })
    const problem = await problemOf(answer)
    expect([answer.status, ...codesOfProblem(problem)]).toEqual([409, 'nik_taken /person/nik'])
    expect(problem.problems[0]?.message.id).toContain('Hubungi petugas kecamatan')
  })

  test('merging into an unverified record, or from a rejected or disputed one, is refused', async () => {
    const nik = newNik()
    const [unverifiedId, knownId] = [await registerSelf('indra', newNik()), await registerByOfficer(nik)]
    const claimant = await registerSelf('joko', nik)
    const merge = (from: string, into: string) =>
      post('admin', '/merges', { from, into, reason: 'duplicate_registration' })
    expect(await readRefusal(await merge(knownId, unverifiedId))).toEqual([409, 'identity_unsettled /into'])
    expect(await readRefusal(await merge(claimant, knownId))).toEqual([409, 'nik_taken /from'])
    await reject(unverifiedId)
    expect(await readRefusal(await merge(unverifiedId, knownId))).toEqual([409, 'identity_unsettled /from'])
  })
})

describe('the population register', () => {
  test('is not asked while there is no agreement', async () => {
    const id = await registerSelf('kartika', newNik())
    expect(await readRefusal(await post('admin', `/members/${id}/verifications`, { by: 'dukcapil' }))).toEqual([
      422,
      'identity_check_off',
    ])
  })
})
test('afterwards the counters agree with the entries', async () => {
  expect(await recountAll(world.deps)).toEqual([])
})

test('afterwards no personal data are in the clear in the table or the log', async () => {
  await expectNoPersonalData(world.deps)
})
