import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { runImport } from '../../../infra/local/job-machine.ts'
import { Dispute } from '../../../shared/domain/acts/dispute.ts'
import { Import } from '../../../shared/domain/import/import.ts'
import { OwnRecord, SelfRegistered } from '../../../shared/domain/member/own-record.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { rowsAbout } from '../../../shared/usecases/import/forget-person.ts'
import { fileOf } from '../../../shared/usecases/import/import-files.ts'
import { DisputeDecided } from '../../../shared/usecases/members/disputes.ts'
import { Verified } from '../../../shared/usecases/members/verifications.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { codesOfProblem, problemOf } from '../../support/problem.ts'
import { tableContents } from '../../support/table-contents.ts'
import { inside, makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const own = (nik: string | undefined, more: object = {}) => ({
  person: { name: 'Budi Santoso', phone: '0812 3456 7890', birthDate: '1990-03-15', ...(nik && { nik }) },
  gender: 'male',
  category: 'pemula',
  area: inside.area,
  ...more,
})
const post = (as: string, path: string, body: unknown, headers = {}) =>
  world.call('POST', `/v1${path}`, { as, body, headers })
const register = async (as: string, nik?: string, more: object = {}) => {
  const answer = await post(as, '/me/registration', own(nik, more))
  expect(answer.status).toBe(201)
  return SelfRegistered.parse(await answer.json()).memberId
}
const me = async (as: string) => OwnRecord.parse(await (await world.call('GET', '/v1/me', { as })).json())
const History = z.object({ items: z.array(z.record(z.string(), z.unknown())) })
const history = async (as: string) =>
  History.parse(await (await world.call('GET', '/v1/me/history', { as })).json()).items
const record = async (id: string) => {
  const member = await world.deps.members.get(id)
  if (!member) throw new Error(`There is no member ${id}`)
  return member
}
const byOfficer = async (nik: string | undefined, more: object = {}) => {
  const answer = await post('admin', '/members', { ...own(nik), agency: 'PPAPP', ...more })
  return z.object({ memberId: z.string() }).parse(await answer.json()).memberId
}
const verify = (id: string, more: object = {}, as = 'admin') =>
  post(as, `/members/${id}/verifications`, { by: 'officer', outcome: 'matches', seen: 'ktp', ...more })
const reject = (id: string) => verify(id, { outcome: 'does_not_match', reason: 'wrong_person' })
const disputeOf = async (id: string) => (await record(id)).dispute ?? ''
const decide = (id: string, outcome: string, as = 'admin') =>
  post(as, `/disputes/${id}/decisions`, { outcome, seen: 'ktp', reason: 'duplicate_registration' })
const readDecision = async (answer: Response) => {
  expect(answer.status).toBe(201)
  return DisputeDecided.parse(await answer.json())
}
/** An import of some rows, looked through and not confirmed. */
async function fileWith(...rows: string[]): Promise<string> {
  const { id } = Import.parse(await (await post('admin', '/imports', {})).json())
  const file = ['name,nik,phone,birthDate,category,area,agency,P1', ...rows].join('\n')
  await world.deps.intake.put(fileOf(id).upload, Buffer.from(file), 'text/csv')
  await post('admin', `/imports/${id}/validations`, undefined)
  await runImport(world.deps, { importId: id, task: 'validate' })
  return id
}
const fileAbout = (nik: string) => fileWith(`Sri Wahyuni,${nik},,,pemula,${inside.area},PPAPP,2021-11-10`)
/** The copy of somebody's data, as an office takes it to hand it over. */
async function copyOf(id: string) {
  const asked = await post('admin', `/members/${id}/cases`, { kind: 'access', request: 'Minta salinan' })
  const made = z.object({ id: z.string() }).parse(await asked.json())
  const copy = await (await post('admin', `/members/${id}/cases/${made.id}/copies`, undefined)).text()
  return { copy, rows: z.object({ rows: z.array(z.unknown()) }).parse(JSON.parse(copy)).rows.length }
}
const codes = async (answer: Response) => [answer.status, ...codesOfProblem(await problemOf(answer))]
/** How many hold the first stage. */
const countedFirst = async () => {
  const month = { month: '2021-11', area: world.deps.frame.areas.root, reading: 'as_posted' } as const
  return (await computeFigures(world.deps, month)).stages[0]?.cumulative
}
const holderOf = async (nik: string) => world.deps.members.idByNik(nik)

describe('who registers himself', () => {
  test('is unverified, counts nothing, and is told whom to ask', async () => {
    const id = await register('ani', newNik())
    expect(await record(id)).toMatchObject({ status: 'active', standings: {}, agency: 'PPKUKM', area: inside.area })
    const { identity, ask, person, stages, warnings } = await me('ani')
    expect(identity).toEqual({ status: 'unverified', at: '2021-11-30T05:00:00.000Z' })
    expect(ask?.id).toContain('kecamatan')
    expect([stages, warnings, person?.nik, person?.phone]).toEqual([
      {},
      [],
      expect.stringMatching(/^31\*{12}\d\d$/),
      '+62********890',
    ])
    expect(await history('ani')).toEqual([])
  })

  test('does so once, and a repeat of the same request gets the first answer', async () => {
    const headers = { 'Idempotency-Key': 'budi-registers' }
    const body = own(newNik())
    const first = await post('budi', '/me/registration', body, headers)
    const again = await post('budi', '/me/registration', body, headers)
    expect([first.status, await again.text(), again.headers.get('Idempotency-Replayed')]).toEqual([
      201,
      await first.text(),
      'true',
    ])
    expect(await codes(await post('budi', '/me/registration', own(newNik())))).toEqual([409, 'already_registered_self'])
    expect(await codes(await post('budi', '/me/registration', own(newNik()), headers))).toEqual([
      422,
      'idempotency_key_reused',
    ])
  })

  test('may again when he was erased, and sees nothing of what was before', async () => {
    const nik = newNik()
    const first = await register('citra', nik)
    await post('admin', `/members/${first}/erasures`, undefined)
    for (const path of ['/v1/me', '/v1/me/history'])
      expect(await codes(await world.call('GET', path, { as: 'citra' }))).toEqual([404, 'not_found'])
    const second = await register('citra', nik)
    expect(second).not.toBe(first)
    expect((await me('citra')).memberId).toBe(second)
    expect(await codes(await post('citra', '/me/registration', own(newNik())))).toEqual([
      409,
      'already_registered_self',
    ])
  })

  test('and is erased before anybody verified it, keeps nobody out whose NIK it was', async () => {
    const nik = newNik()
    const opened = await fileAbout(nik)
    const id = await register('wulan', nik)
    await post('admin', `/members/${id}/erasures`, undefined)
    expect(await holderOf(nik)).toBeUndefined()
    await post('admin', `/imports/${opened}/confirmations`, undefined)
    await runImport(world.deps, { importId: opened, task: 'apply' })
    expect(await record((await holderOf(nik)) ?? '')).toMatchObject({ standings: { P1: { happenedOn: '2021-11-10' } } })
  })

  describe('and whose unverified record an officer merged into another, is erased', () => {
    /** A member whom an officer registered without a NIK, into whom was merged what he said of himself. */
    async function mergedAndErased(as: string) {
      const nik = newNik()
      const kept = await byOfficer(undefined)
      const opened = await fileAbout(nik)
      const own = await register(as, nik)
      const before = await countedFirst()
      const merging = { from: own, into: kept, reason: 'duplicate_registration' }
      expect((await post('admin', '/merges', merging)).status).toBe(201)
      expect((await post('admin', `/members/${kept}/erasures`, undefined)).status).toBe(201)
      return { nik, kept, own, opened, before }
    }

    test('with the rows of files that tell his NIK, which stays claimed', async () => {
      const { nik, own, opened } = await mergedAndErased('umar')
      expect(await holderOf(nik)).toBe(own)
      const rows = await rowsAbout(world.deps, { name: 'Sri Wahyuni', nik })
      expect(rows.filter(({ importId }) => importId === opened)).toEqual([])
    })

    test('gets the record back that was kept when an officer registers him again, and counts once', async () => {
      const { nik, kept, before } = await mergedAndErased('vina')
      expect(await byOfficer(nik)).toBe(kept)
      expect(await record(kept)).toMatchObject({ status: 'active', person: { nik }, standings: { P1: {} } })
      expect(await countedFirst()).toBe(before)
    })

    test('is joined to that record when he registers himself again, and counts once', async () => {
      const { nik, kept, before } = await mergedAndErased('yanti')
      const again = await register('yanti', nik)
      expect((await verify(again)).status).toBe(409)
      expect((await readDecision(await decide(await disputeOf(again), 'same_person'))).entries).toEqual([])
      expect(await me('yanti')).toMatchObject({ memberId: kept, stages: { P1: {} } })
      expect(await countedFirst()).toBe(before)
    })
  })

  test('and whose first record nobody verified before it was erased, holds the NIK again when a second is joined to it', async () => {
    const nik = newNik()
    const first = await register('wulan', nik)
    const second = await register('wulan-again', nik)
    expect((await post('admin', `/members/${first}/erasures`, undefined)).status).toBe(201)
    expect(await holderOf(nik)).toBeUndefined()
    await readDecision(await decide(await disputeOf(second), 'same_person'))
    expect(await record(first)).toMatchObject({ status: 'active', person: { nik }, standings: { P1: {} } })
    expect(await holderOf(nik)).toBe(first)
    expect((await post('admin', '/members', { ...own(nik), agency: 'PPAPP' })).status).toBe(409)
  })

  test('leaves no subject in the table, the entries or the trail', async () => {
    const nik = newNik()
    const id = await register('subject-that-tells-a-name', nik)
    await verify(id)
    expect(JSON.stringify(await tableContents(world.deps.tableName))).not.toContain('subject-that-tells-a-name')
  })

  test('who is not signed in has no record, and who never registered neither', async () => {
    expect((await world.call('GET', '/v1/me', { as: '' })).status).toBe(401)
    expect(await codes(await world.call('GET', '/v1/me', { as: 'nobody' }))).toEqual([404, 'not_found'])
  })
})

describe('verifying', () => {
  test('attains the first stage with the day of registration, and shows him his record without officers’ names', async () => {
    const id = await register('dewi', newNik())
    const answer = Verified.parse(await (await verify(id)).json())
    expect(answer.identity).toMatchObject({ status: 'verified', by: 'officer', seen: 'ktp' })
    expect(answer.entries).toMatchObject([{ kind: 'attained', stage: 'P1', happenedOn: '2021-11-30', late: false }])
    await post('admin', `/members/${id}/stages`, { stage: 'P2', happenedOn: '2021-11-30', note: 'Catatan petugas' })
    const { stages, ask } = await me('dewi')
    expect([Object.keys(stages), ask]).toEqual([['P1', 'P2'], undefined])
    const entries = await history('dewi')
    expect(entries).toMatchObject([
      { stage: 'P1', by: 'officer' },
      { stage: 'P2', by: 'officer' },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/admin|actor|Catatan/)
    expect(await codes(await verify(id))).toEqual([409, 'identity_settled'])
    expect(await codes(await reject(id))).toEqual([409, 'identity_settled'])
  })

  test('is late when the month of registration is closed by then', async () => {
    const other = await makeWorld()
    const id = await other.oneself('late')
    other.deps.clock.set('2021-12-06T05:00:00.000Z')
    await other.call('POST', '/v1/months/closings', { body: {} })
    const body = { by: 'officer', outcome: 'matches', seen: 'kk' }
    const answer = await other.call('POST', `/v1/members/${id}/verifications`, { body })
    expect(Verified.parse(await answer.json()).entries).toMatchObject([
      { happenedOn: '2021-11-30', postedIn: '2021-12', late: true },
    ])
    expect(await recountAll(other.deps)).toEqual([])
  })

  test('nobody attains a stage before', async () => {
    const id = await register('eko', newNik())
    for (const stage of ['P1', 'P2'])
      expect(await codes(await post('admin', `/members/${id}/stages`, { stage, happenedOn: '2021-11-30' }))).toEqual([
        422,
        'identity_unsettled',
        ...(stage === 'P2' ? ['stage_prerequisite_missing'] : []),
      ])
  })

  test('rejecting frees the NIK for whose it is, keeps the record out of lists, and can be taken back', async () => {
    const nik = newNik()
    const id = await register('fajar', nik)
    expect((await reject(id)).status).toBe(201)
    expect((await me('fajar')).identity).toMatchObject({ status: 'rejected', by: 'officer' })
    const rightful = await byOfficer(nik)
    expect(await holderOf(nik)).toBe(rightful)
    expect(await codes(await verify(id))).toEqual([409, 'nik_taken /person/nik'])
    expect(
      await codes(
        await world.call('PATCH', `/v1/members/${id}`, {
          body: { area: '31.71.02.1001' },
          headers: { 'If-Match': `"${(await record(id)).version}"` },
        }),
      ),
    ).toEqual([422, 'identity_unsettled'])
    await post('admin', `/members/${rightful}/erasures`, undefined)
    const mistaken = await register('gita', newNik())
    await reject(mistaken)
    expect((await verify(mistaken)).status).toBe(201)
    expect(Object.keys((await me('gita')).stages)).toEqual(['P1'])
  })

  test('an officer who registers a NIK that is taken is told so, and whom to ask', async () => {
    const nik = newNik()
    await register('hana', nik)
    const answer = await post('admin', '/members', { ...own(nik), agency: 'PPAPP' })
    const problem = await problemOf(answer)
    expect([answer.status, ...codesOfProblem(problem)]).toEqual([409, 'nik_taken /person/nik'])
    expect(problem.problems[0]?.message.id).toContain('Hubungi petugas kecamatan')
  })

  test('a merge into a record that is unverified, or out of one that is rejected or disputed, is refused', async () => {
    const nik = newNik()
    const [unverified, known] = [await register('indra', newNik()), await byOfficer(nik)]
    const claimant = await register('joko', nik)
    const merge = (from: string, into: string) =>
      post('admin', '/merges', { from, into, reason: 'duplicate_registration' })
    expect(await codes(await merge(known, unverified))).toEqual([409, 'identity_unsettled /into'])
    expect(await codes(await merge(claimant, known))).toEqual([409, 'nik_taken /from'])
    await reject(unverified)
    expect(await codes(await merge(unverified, known))).toEqual([409, 'identity_unsettled /from'])
  })
})

describe('the population register', () => {
  test('is not asked while there is no agreement', async () => {
    const id = await register('kartika', newNik())
    expect(await codes(await post('admin', `/members/${id}/verifications`, { by: 'dukcapil' }))).toEqual([
      422,
      'identity_check_off',
    ])
  })
})

describe('who says a NIK that somebody holds', () => {
  test('is registered like anybody, and the dispute is for officers who may see both', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('lina', nik)
    expect((await me('lina')).identity.status).toBe('unverified')
    const id = await disputeOf(claimant)
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
    expect(await codes(await world.call('GET', `/v1/disputes/${id}`, { as: 'ppkukm' }))).toEqual([404, 'not_found'])
    // His own agency's officer sees the record, and is told no more than anybody who registers a taken NIK.
    const seen = await world.call('GET', `/v1/members/${claimant}`, { as: 'ppkukm' })
    expect(await seen.text()).not.toMatch(/dispute|dsp_/)
    expect(await codes(await verify(claimant, {}, 'ppkukm'))).toEqual([409, 'nik_taken /person/nik'])
  })

  test('gets a copy of what is held about him that tells nothing of the other', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    await fileAbout(nik)
    const claimant = await register('xena', nik)
    const theirs = await copyOf(claimant)
    expect([theirs.rows, (await copyOf(holder)).rows]).toEqual([0, 1])
    expect(theirs.copy).toContain(nik)
    expect(theirs.copy).not.toContain(holder)
    expect(theirs.copy).not.toMatch(/dispute|dsp_/)
  })

  test('and is the same person, sees the record that is kept, where all stays as it was', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik, { registeredOn: '2021-11-10' })
    const claimant = await register('made', nik)
    const answer = await readDecision(await decide(await disputeOf(claimant), 'same_person'))
    expect(answer).toMatchObject({ dispute: { state: 'same_person' }, entries: [] })
    expect(await me('made')).toMatchObject({ memberId: holder, identity: { status: 'verified' } })
    expect((await me('made')).stages).toMatchObject({ P1: { happenedOn: '2021-11-10' } })
    expect(await history('made')).toHaveLength(1)
    expect((await post('admin', `/merges/${answer.mergeId}/undoings`, undefined)).status).toBe(201)
    expect(await me('made')).toMatchObject({ memberId: claimant, identity: { status: 'unverified' }, stages: {} })
    expect(await codes(await verify(claimant))).toEqual([409, 'nik_taken /person/nik'])
  })

  test('and is right, holds it from then on; the other keeps what was counted and has his identity to show', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('nur', nik)
    await readDecision(await decide(await disputeOf(claimant), 'claimant'))
    expect(await holderOf(nik)).toBe(claimant)
    expect(await me('nur')).toMatchObject({ identity: { status: 'verified' }, stages: { P1: {} } })
    const left = await record(holder)
    expect(left).toMatchObject({ identity: { status: 'unverified' }, standings: { P1: {} } })
    expect(left.person?.nik).toBeUndefined()
    expect((await record(claimant)).dispute).toBeUndefined()
  })

  test('and is right, though the holder’s record was merged into another', async () => {
    const nik = newNik()
    const [first, kept] = [await byOfficer(nik), await byOfficer(newNik())]
    await post('admin', '/merges', { from: first, into: kept, reason: 'duplicate_registration' })
    const claimant = await register('oki', nik)
    expect(await world.deps.disputes.get(await disputeOf(claimant))).toMatchObject({ holder: kept })
    await readDecision(await decide(await disputeOf(claimant), 'claimant'))
    expect(await holderOf(nik)).toBe(claimant)
    expect((await record(first)).person?.nik).toBeUndefined()
    expect((await record(kept)).identity).toBeUndefined()
  })

  test('and is not right, is rejected', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('putri', nik)
    const id = await disputeOf(claimant)
    expect((await readDecision(await decide(id, 'holder'))).entries).toEqual([])
    expect((await me('putri')).identity.status).toBe('rejected')
    expect([await holderOf(nik), (await record(holder)).version]).toEqual([holder, 1])
    expect(await codes(await decide(id, 'claimant'))).toEqual([409, 'dispute_closed'])
  })

  test('of an erased person who is he himself, brings that record back and is not counted twice', async () => {
    const nik = newNik()
    const erased = await byOfficer(nik)
    await post('admin', `/members/${erased}/erasures`, undefined)
    const claimant = await register('qori', nik)
    expect((await readDecision(await decide(await disputeOf(claimant), 'same_person'))).entries).toEqual([])
    expect(await me('qori')).toMatchObject({ memberId: erased, status: 'active', stages: { P1: {} } })
    expect((await record(erased)).mergedFrom).toEqual([claimant])
  })

  test('is verified without a decision once its holder has given it up', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('rina', nik)
    const id = await disputeOf(claimant)
    const given = { body: { person: { nik: newNik() } }, headers: { 'If-Match': '"1"' } }
    expect((await world.call('PATCH', `/v1/members/${holder}`, given)).status).toBe(200)
    expect((await verify(claimant)).status).toBe(201)
    expect([await holderOf(nik), (await world.deps.disputes.get(id))?.state]).toEqual([claimant, 'lapsed'])
  })

  test('by mistake, is helped by an officer who corrects it: the dispute lapses', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('sari', nik)
    const id = await disputeOf(claimant)
    const right = newNik()
    const corrected = { body: { person: { nik: right } }, headers: { 'If-Match': '"1"' } }
    expect((await world.call('PATCH', `/v1/members/${claimant}`, corrected)).status).toBe(200)
    expect([await holderOf(nik), await holderOf(right)]).toEqual([holder, claimant])
    expect((await world.deps.disputes.get(id))?.state).toBe('lapsed')
    expect((await verify(claimant)).status).toBe(201)
  })

  test('and is erased, has no dispute left', async () => {
    const nik = newNik()
    const holder = await byOfficer(nik)
    const claimant = await register('tono', nik)
    const id = await disputeOf(claimant)
    await post('admin', `/members/${claimant}/erasures`, undefined)
    expect([(await world.deps.disputes.get(id))?.state, await holderOf(nik)]).toEqual(['lapsed', holder])
  })
})

describe('the copy of everything that is held about a person', () => {
  const OwnCopy = z.object({ rows: z.array(z.object({ importId: z.string(), line: z.int() })) })

  test('has the rows of files that are surely about that person, and none of namesakes and who shares the phone', async () => {
    const nik = newNik()
    await verify(await register('zaki', nik))
    const place = `pemula,${inside.area}`
    const importId = await fileWith(
      `Budi Santoso,${newNik()},0812 9999 9999,1971-01-01,${place},Entah,2021-11-10`,
      `Budi Santoso,${newNik()},,1990-03-15,${place},Entah,2021-11-10`,
      `Budi Santoso,,081234567890,1971-01-01,${place},Entah,2021-11-10`,
      `"BUDI  SANTOSO, ",,,15/03/1990,${place},Entah,2021-11-10`,
      `B. Santosa,'${nik},,,${place},Entah,2021-11-10`,
      `Ani,${newNik()},081234567890,1988-01-01,${place},PPAPP,2021-11-10`,
      `Budi Santoso,${newNik()},,1990-03-15,${place},PPAPP,2021-11-10`,
      `Budi Santoso,,,1990-03-15,${place},PPAPP,2021-11-10`,
    )
    const { rows } = OwnCopy.parse(await (await world.call('GET', '/v1/me/data', { as: 'zaki' })).json())
    expect(rows.filter((row) => row.importId === importId).map(({ line }) => line)).toEqual([5, 6, 9])
  })
})

test('after all of it the counters are what the entries say', async () => {
  expect(await recountAll(world.deps)).toEqual([])
})

test('after all of it no NIK, phone or name stands in the clear in the table or the log', async () => {
  const stored = JSON.stringify(await tableContents(world.deps.tableName))
  for (const text of [stored, world.deps.logged.join('\n')])
    expect(text).not.toMatch(/(?<!\d)31\d{14}(?!\d)|8123456789|Santoso|1990-03-15/)
})
