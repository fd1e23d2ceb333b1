import { beforeAll, describe, expect, test } from 'vitest'
import type { NewMember } from '../../../shared/domain/member/member.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { readMemberTrail, type TrailPosition } from '../../../shared/usecases/members/member-trail.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')

let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

const input = (more: Partial<NewMember> = {}): NewMember => ({
  person: { name: 'Sri Wahyuni', nik: newNik() },
  gender: 'male',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  ...more,
})
const register = async (more: Partial<NewMember> = {}) =>
  (await registerMember(deps, admin, request(), input(more))).answer.memberId
const trailOf = async (id: string) => (await readMemberTrail(deps, admin, id, { limit: 200 })).items
const versionOf = async (id: string) => (await readMember(deps, admin, 'member.read', id)).version

describe('the trail of a member', () => {
  test('lists entries and everything else in order: who, when, what and why', async () => {
    const officer = callerAs('officer', { subject: 'rina' })
    const id = await register()
    await correctMember(deps, officer, id, 1, { area: '31.72.01.1001', reason: 'Pindah rumah' })
    await recordStage(deps, admin, request(), id, { stage: 'P2', happenedOn: '2021-11-20' })
    await reverseStage(deps, admin, request(), id, { stage: 'P2', reason: 'wrong_person', cascade: false })
    await withdrawMember(deps, admin, request(), id, '2021-11-30')
    await rejoinMember(deps, admin, request(), id)
    const trail = await trailOf(id)
    expect(trail).toMatchObject([
      { act: 'attained', stage: 'P1', actor: 'admin-1', at: '2021-11-30T05:00:00.000Z' },
      { act: 'moved', actor: 'rina', changes: { area: { from: '31.71.01.1001', to: '31.72.01.1001' } } },
      { act: 'attained', stage: 'P2', happenedOn: '2021-11-20', postedIn: '2021-11' },
      { act: 'reversed', stage: 'P2', reason: 'wrong_person' },
      {
        act: 'withdrawn',
        changes: { status: { from: 'active', to: 'withdrawn' }, statusSince: { to: '2021-11-30' } },
      },
      { act: 'returned', changes: { status: { from: 'withdrawn', to: 'active' } } },
    ])
    expect(trail[1]).toMatchObject({ reason: 'Pindah rumah', source: 'api' })
  })

  test('names the corrected personal fields without their values', async () => {
    const [before, after] = [newNik(), newNik()]
    const id = await register({ person: { name: 'Sri', nik: before, phone: '+628123456789' } })
    const business = { name: 'Warung Mbok Darmi' }
    const person = { nik: after, phone: null, email: 'sri@contoh.example', name: 'Sri' }
    await correctMember(deps, admin, id, 1, { person, business, agency: 'KPKP' })
    const [, correctionLine] = await trailOf(id)
    expect(correctionLine).toMatchObject({
      act: 'corrected',
      fields: ['nik', 'phone', 'email', 'business'],
      changes: { agency: { from: 'PPKUKM', to: 'KPKP' } },
    })
    const text = JSON.stringify(correctionLine)
    for (const value of [before, after, '8123456789', 'Darmi', 'contoh']) expect(text).not.toContain(value)
  })

  test('has no line for a refused act', async () => {
    const id = await register()
    expect(await refusalOf(correctMember(deps, admin, id, 1, { reason: 'Tidak ada' }))).toEqual(['nothing_to_change'])
    expect(await refusalOf(correctMember(deps, admin, id, 7, { agency: 'KPKP' }))).toEqual(['version_stale'])
    expect(await trailOf(id)).toHaveLength(1)
  })

  test('has one line of simultaneous corrections, for the one that was made', async () => {
    const id = await register()
    const move = (agency: string) => refusalOf(correctMember(deps, admin, id, 1, { agency, reason: agency }))
    await Promise.all(['KPKP', 'PPAPP', 'Sosial', 'Disnaker'].map(move))
    const [, ...moves] = await trailOf(id)
    const { agency } = await readMember(deps, admin, 'member.read', id)
    expect(moves).toMatchObject([{ act: 'moved', changes: { agency: { to: agency } }, reason: agency }])
  })

  test('says about a reclassification what its entries do not: that the member changed', async () => {
    const id = await register()
    await reclassifyMember(deps, admin, request(), id, { gender: 'female', reason: 'data_entry_mistake' })
    await reclassifyMember(deps, admin, request(), id, { agency: 'KPKP', stages: ['P1'], reason: 'other' })
    const trail = await trailOf(id)
    expect(trail.filter(({ act }) => act === 'reclassified')).toMatchObject([
      { changes: { gender: { from: 'male', to: 'female' } }, reason: 'data_entry_mistake' },
    ])
    expect(trail.filter(({ act }) => act === 'reclassified_in')).toHaveLength(2)
  })

  test('names the other record when two are merged and parted, on both', async () => {
    const [from, into] = [await register(), await register()]
    const mergeInput = { from, into, reason: 'duplicate_registration' }
    const { answer } = await mergeMembers(deps, admin, request(), mergeInput)
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    for (const [id, other] of [
      [from, into],
      [into, from],
    ] as const) {
      const events = (await trailOf(id)).filter((line) => line.other !== undefined)
      expect(events).toMatchObject([
        { act: 'merged', other, reason: 'duplicate_registration' },
        { act: 'unmerged', other },
      ])
    }
  })

  test('has every line once and in order, in pages of any length', async () => {
    const id = await register()
    for (const [i, agency] of ['KPKP', 'PPAPP', 'KPKP', 'PPAPP', 'KPKP'].entries()) {
      await correctMember(deps, admin, id, await versionOf(id), { agency })
      const gender = i % 2 === 0 ? 'female' : 'male'
      await reclassifyMember(deps, admin, request(), id, { gender, reason: 'other' })
    }
    const whole = await trailOf(id)
    expect(whole).toHaveLength(1 + 5 + 5 * 3)
    expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted())
    for (const limit of [1, 2, 3, 7]) {
      const ids: string[] = []
      let after: TrailPosition | undefined
      do {
        const page = await readMemberTrail(deps, admin, id, { after, limit })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        ids.push(...page.items.map((line) => line.id))
        after = page.last
      } while (after)
      expect(ids).toEqual(whole.map((line) => line.id))
    }
  })

  test('does not exist for callers who may not read the member', async () => {
    const id = await register()
    const otherOfficer = callerAs('officer', { area: '31.72' })
    expect(await refusalOf(readMemberTrail(deps, otherOfficer, id, { limit: 10 }))).toEqual(['not_found'])
    expect(await refusalOf(readMemberTrail(deps, callerAs('viewer'), id, { limit: 10 }))).toEqual(['not_allowed'])
  })
})

describe('erasing', () => {
  test('keeps the acts and empties the reasons, also of records that were merged into the member', async () => {
    const [from, into] = [await register(), await register()]
    for (const id of [from, into])
      await correctMember(deps, admin, id, 1, { agency: 'KPKP', reason: 'Bu Sri minta sendiri' })
    await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    const sameRequest = request()
    const erasure = await eraseMember(deps, admin, sameRequest, into)
    for (const id of [from, into]) {
      const trail = await trailOf(id)
      expect(trail.filter(({ act }) => act === 'moved')).toMatchObject([{ changes: { agency: { to: 'KPKP' } } }])
      expect(trail.at(-1)).toMatchObject({ act: 'erased', fields: ['name', 'nik'] })
      expect(JSON.stringify(trail)).not.toContain('Bu Sri')
    }
    const contents = await tableContents(deps.tableName)
    expect(await eraseMember(deps, admin, sameRequest, into)).toEqual({ ...erasure, replayed: true })
    expect(await tableContents(deps.tableName)).toEqual(contents)
  })

  test('is followed by a line when the person registers again', async () => {
    const { person } = input()
    const id = await register({ person })
    await eraseMember(deps, admin, request(), id)
    await registerMember(deps, admin, request(), input({ person }))
    expect((await trailOf(id)).slice(1)).toMatchObject([
      { act: 'erased', fields: ['name', 'nik'] },
      { act: 'registered_again', fields: ['name', 'nik'], changes: { status: { from: 'erased', to: 'active' } } },
    ])
  })
})

test('a reason is unreadable in the table', async () => {
  const id = await register()
  await correctMember(deps, admin, id, 1, { agency: 'KPKP', reason: 'Tetangga Pak Zulkarnaen' })
  expect((await trailOf(id)).at(-1)?.reason).toBe('Tetangga Pak Zulkarnaen')
  const items = (await tableContents(deps.tableName)).map((item) =>
    JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
  )
  expect(items.filter((item) => item.includes('Zulkarnaen'))).toEqual([])
})
