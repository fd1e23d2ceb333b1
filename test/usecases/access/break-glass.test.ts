import { beforeAll, describe, expect, test } from 'vitest'
import { dailyAllowance } from '../../../shared/domain/access/allowance.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { listGrantsInForce } from '../../../shared/domain/access/policy.ts'
import { breakGlass, listBrokenGlass } from '../../../shared/usecases/access/break-glass.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { endGrant } from '../../../shared/usecases/access/grants.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { inside, newNik, nobodysNumber } from '../../support/world.ts'

const start = '2021-11-30T05:00:00.000Z'
const admin = callerAs('admin')

let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

async function register(place: { area: string; agency: string } = inside): Promise<string> {
  const input = { person: { name: 'Sri', nik: newNik() }, gender: 'female' as const, category: 'pemula', ...place }
  return (await registerMember(deps, admin, request(), input)).answer.memberId
}

let officers = 0
/** Makes an officer of another kota. Returns a function that reads the officer's grants at an instant. */
async function officer(): Promise<(at?: string) => Promise<Caller>> {
  const subject = `hurry-${++officers}`
  await giveGrant(deps, { subject, role: 'officer', area: '31.72', from: start, grantedBy: 'test' })
  return async (at = start) => ({
    subject,
    grants: listGrantsInForce(await deps.grants.ofSubject(subject), new Date(at)),
  })
}
const hurry = { hours: 2, reason: 'Anggota datang ke kantor kami' }

describe('an officer who broke glass', () => {
  test('reads the one record while the glass is broken, and each reading is in its trail', async () => {
    const [id, other] = [await register(), await register()]
    const by = await officer()
    expect(await refusalOf(readMember(deps, await by(), 'member.read', id))).toEqual(['not_found'])
    const { answer } = await breakGlass(deps, await by(), request(), { ...hurry, number: id })
    expect(answer).toMatchObject({ member: id, from: start, until: '2021-11-30T07:00:00.000Z' })
    expect(await readMember(deps, await by(), 'member.read', id)).toMatchObject({ id })
    expect((await readMemberHistory(deps, await by(), id, { limit: 10 })).items).toHaveLength(1)
    expect(await refusalOf(readMember(deps, await by(), 'member.read', other))).toEqual(['not_found'])
    const callerAfterEnd = await by('2021-11-30T07:00:00.000Z')
    expect(await refusalOf(readMember(deps, callerAfterEnd, 'member.read', id))).toEqual(['not_found'])
    const { items } = await readMemberTrail(deps, admin, id, { limit: 10 })
    const { subject } = await by()
    const reading = { act: 'read_by_break_glass', actor: subject, at: start, source: answer.id }
    expect(items.slice(1)).toMatchObject([reading, reading])
  })

  test('can do nothing else to it: no search, trail, change or reveal', async () => {
    const id = await register()
    const by = await officer()
    await breakGlass(deps, await by(), request(), { ...hurry, number: id })
    for (const action of ['member.trail', 'member.write', 'member.reveal'] as const)
      expect(await refusalOf(readMember(deps, await by(), action, id))).toEqual(['not_found'])
    expect(await findMembers(deps, await by(), { number: id })).toEqual([])
  })

  test('cannot read it any more once he is no officer, or the owner has ended the grant', async () => {
    const id = await register()
    const by = await officer()
    const { answer } = await breakGlass(deps, await by(), request(), { ...hurry, number: id })
    const { subject, grants } = await by()
    const glassAlone = { subject, grants: grants.filter(({ kind }) => kind === 'break_glass') }
    expect(glassAlone.grants).toHaveLength(1)
    expect(await refusalOf(readMember(deps, glassAlone, 'member.read', id))).toEqual(['not_allowed'])
    await endGrant(deps, callerAs('admin', { area: '31.71', subject: 'owner' }), request(), answer.id, 'Cukup')
    expect(await refusalOf(readMember(deps, await by(), 'member.read', id))).toEqual(['not_found'])
  })

  test('leaves no line in the trail in his own scope, where he may read anyway', async () => {
    const id = await register({ area: '31.72.01.1001', agency: 'PPAPP' })
    const by = await officer()
    await breakGlass(deps, await by(), request(), { ...hurry, number: id })
    await readMember(deps, await by(), 'member.read', id)
    expect((await readMemberTrail(deps, admin, id, { limit: 10 })).items).toHaveLength(1)
  })
})

test('breaking glass reveals nothing: an unused number, a stranger’s and one of the own scope get the same answer', async () => {
  const by = await officer()
  const numbers = [nobodysNumber(), await register(), await register({ area: '31.72.01.1001', agency: 'PPAPP' })]
  const answers = []
  for (const number of numbers) {
    const { answer } = await breakGlass(deps, await by(), request(), { ...hurry, number })
    answers.push({ ...answer, id: '', member: '' })
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})

test('breaking glass is refused to viewers, and beyond the allowance of a day', async () => {
  const newRequest = () => ({ ...hurry, number: nobodysNumber() })
  expect(await refusalOf(breakGlass(deps, callerAs('viewer'), request(), newRequest()))).toEqual(['not_allowed'])
  const by = await (await officer())()
  for (let i = 0; i < dailyAllowance.break_glass; i++) await breakGlass(deps, by, request(), newRequest())
  expect(await refusalOf(breakGlass(deps, by, request(), newRequest()))).toEqual(['allowance_used'])
  const nextDay: TestDeps = { ...deps, now: () => new Date('2021-11-30T17:00:00.000Z') }
  expect(await refusalOf(breakGlass(nextDay, by, request(), newRequest()))).toEqual([])
})

test('the grant is removed from the table a day after its end, and the record of it stays', async () => {
  const [id, by] = [await register(), await (await officer())()]
  await breakGlass(deps, by, request(), { ...hurry, number: id })
  const storedItems = (await tableContents(deps.tableName)).filter(({ subject }) => subject === by.subject)
  const dayAfter = Date.parse('2021-12-01T07:00:00.000Z') / 1000
  expect(storedItems.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]))).toEqual([
    dayAfter,
    dayAfter,
  ])
  expect(storedItems.filter(({ kind, expiresAt }) => kind === 'break_glass' && expiresAt === undefined)).toEqual([])
  expect(storedItems.filter(({ sealed, expiresAt }) => sealed !== undefined && expiresAt === undefined)).toHaveLength(1)
})

describe('the owner', () => {
  test('alone sees who broke glass for members that are his now, newest first', async () => {
    const ownDeps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const places = [inside, { area: '31.71.02.1001', agency: 'KPKP' }, { area: '31.72.01.1001', agency: 'PPAPP' }]
    const by = callerAs('officer', { subject: 'hurry', area: '31.71.01' })
    const numbers: string[] = []
    for (const place of places) {
      const input = { person: { name: 'Sri', nik: newNik() }, gender: 'female' as const, category: 'pemula', ...place }
      numbers.push((await registerMember(ownDeps, admin, request(), input)).answer.memberId)
    }
    const [ours = '', ofAgency = '', theirs = ''] = numbers
    const nobody = nobodysNumber()
    for (const number of [...numbers, nobody]) await breakGlass(ownDeps, by, request(), { ...hurry, number })
    const listSeen = async (caller: Caller, where: { area?: string; agency?: string }, limit = 50) => {
      const items = []
      let after: string | undefined
      do {
        const page = await listBrokenGlass(ownDeps, caller, where, { after, limit })
        items.push(...page.items)
        after = page.last
      } while (after !== undefined)
      return items.map(({ member }) => member)
    }
    const ofKota = callerAs('admin', { area: '31.71', subject: 'kota' })
    const kpkp = callerAs('admin', { agency: 'KPKP', subject: 'kpkp' })
    for (const limit of [1, 3, 50]) {
      expect(await listSeen(admin, {}, limit)).toEqual([nobody, theirs, ofAgency, ours])
      expect(await listSeen(ofKota, { area: '31.71' }, limit)).toEqual([ofAgency, ours])
    }
    expect(await listSeen(admin, { area: '31.71.01' })).toEqual([ours])
    expect(await listSeen(kpkp, { agency: 'KPKP' })).toEqual([ofAgency])
    const listRefusal = (caller: Caller, where: { area?: string; agency?: string }) =>
      refusalOf(listBrokenGlass(ownDeps, caller, where, { limit: 10 }))
    expect(await listRefusal(ofKota, {})).toEqual(['not_found'])
    expect(await listRefusal(ofKota, { area: '31.72' })).toEqual(['not_found'])
    expect(await listRefusal(kpkp, {})).toEqual(['not_found'])
    expect(await listRefusal(by, { area: '31.71.01' })).toEqual(['not_allowed'])
    const [newest] = (await listBrokenGlass(ownDeps, admin, {}, { limit: 1 })).items
    expect(newest).toMatchObject({ subject: 'hurry', member: nobody, ...{ reason: hurry.reason, from: start } })
  })
})

test('a reason is unreadable in the table, and is emptied when the person is erased', async () => {
  const id = await register()
  const by = await (await officer())()
  await breakGlass(deps, by, request(), { number: id, hours: 1, reason: 'Tetangga Pak Zulkarnaen' })
  const text = (items: unknown) =>
    JSON.stringify(items, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
  expect(text(await tableContents(deps.tableName))).not.toContain('Zulkarnaen')
  const reasonOf = async () => (await listBrokenGlass(deps, admin, {}, { limit: 1 })).items[0]?.reason
  expect(await reasonOf()).toBe('Tetangga Pak Zulkarnaen')
  await eraseMember(deps, admin, request(), id)
  expect(await reasonOf()).toBeUndefined()
})
