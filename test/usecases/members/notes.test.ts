import { beforeEach, expect, test } from 'vitest'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { addNote, listNotes } from '../../../shared/usecases/members/notes.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const officer = callerAs('officer', { area: '31.71', subject: 'petugas' })
let deps: TestDeps
let id: string

async function registerSomebody(area = '31.71.01.1001'): Promise<string> {
  const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', area, agency: 'PPAPP' } as const
  return (await registerMember(deps, admin, request(), input)).answer.memberId
}

beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  id = await registerSomebody()
})

test('notes have author, time and text, in order of time, and are in the trail without their text', async () => {
  await addNote(deps, officer, request(), id, 'Tidak diangkat')
  deps.clock.set('2021-11-30T06:00:00.000Z')
  const { answer } = await addNote(deps, admin, request(), id, 'Datang ke kantor')
  expect((await listNotes(deps, officer, id)).map(({ at, by, text }) => [at, by, text])).toEqual([
    ['2021-11-30T05:00:00.000Z', 'petugas', 'Tidak diangkat'],
    ['2021-11-30T06:00:00.000Z', 'admin-1', 'Datang ke kantor'],
  ])
  expect(answer).toMatchObject({ memberId: id, version: 3 })
  expect(JSON.stringify(answer)).not.toContain('Datang')
  const { items } = await deps.trail.ofMember(id, { limit: 10 })
  expect(items.map(({ act, actor, at }) => [act, actor, at])).toEqual([
    ['noted', 'petugas', '2021-11-30T05:00:00.000Z'],
    ['noted', 'admin-1', '2021-11-30T06:00:00.000Z'],
  ])
  expect(JSON.stringify(await tableContents(deps.tableName))).not.toMatch(/Datang|diangkat/)
})

test('sixteen notes at once are all kept', async () => {
  const texts = Array.from({ length: 16 }, (_, i) => `Catatan ${i}`)
  await Promise.all(texts.map((text) => addNote(deps, officer, request(), id, text)))
  expect((await listNotes(deps, admin, id)).map(({ text }) => text).toSorted()).toEqual(texts.toSorted())
})

test('notes are removed when the person is erased', async () => {
  await addNote(deps, officer, request(), id, 'Pindah rumah')
  await eraseMember(deps, admin, request(), id)
  expect(await listNotes(deps, admin, id)).toEqual([])
  expect(await readMember(deps, admin, 'member.read', id)).not.toHaveProperty('remarks')
  expect(await refusalOf(addNote(deps, admin, request(), id, 'Lagi'))).toEqual(['member_inactive'])
})

test('a merged record accepts no more notes', async () => {
  await mergeMembers(deps, admin, request(), {
    from: id,
    into: await registerSomebody(),
    reason: 'duplicate_registration',
  })
  expect(await refusalOf(addNote(deps, admin, request(), id, 'Lagi'))).toEqual(['member_inactive'])
})

test('notes on a member elsewhere can be neither read nor written', async () => {
  const there = await registerSomebody('31.72.01.1001')
  await addNote(deps, admin, request(), there, 'Rahasia')
  expect(await refusalOf(listNotes(deps, officer, there))).toEqual(['not_found'])
  expect(await refusalOf(addNote(deps, officer, request(), there, 'Saya'))).toEqual(['not_found'])
  expect(await refusalOf(addNote(deps, callerAs('viewer'), request(), id, 'Saya'))).toEqual(['not_allowed'])
})
