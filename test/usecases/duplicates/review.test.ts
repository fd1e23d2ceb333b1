import { beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { makePairId } from '../../../shared/domain/duplicates/pair.ts'
import type { Person } from '../../../shared/domain/member/person.ts'
import { decideDuplicate } from '../../../shared/usecases/duplicates/decide.ts'
import { listDuplicates, readDuplicate } from '../../../shared/usecases/duplicates/review.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { reclassifyMember } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { decideCaseFor, openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { importDeps, importFile } from '../../support/import-file.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { amount } from '../../support/runs.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const gambir = '31.71.01.1001'
const sawahBesar = '31.71.02.1001'
const penjaringan = '31.72.01.1001'
const phone = '+6281234567890'
const other = '+6281234567891'
const birthDate = '1990-03-15'
const different = { decision: 'different', reason: 'shared_phone' } as const
let deps: TestDeps
beforeEach(async () => {
  deps = await importDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

type Where = { area?: string; agency?: string; by?: Caller }

/** Registers somebody. Returns the answer with its hints. */
async function register(person: Partial<Person>, { by = admin, ...where }: Where = {}) {
  const place = { gender: 'male', category: 'pemula', area: gambir, agency: 'PPKUKM', ...where } as const
  const { answer } = await registerMember(deps, by, request(), {
    person: { name: 'Ani', nik: newNik(), ...person },
    ...place,
  })
  const hints = answer.warnings.flatMap(({ code, params }) => (code === 'possible_duplicate' && params ? [params] : []))
  return { id: answer.memberId, hints }
}
const registerPerson = async (person: Partial<Person>, where?: Where) => (await register(person, where)).id

async function correct(id: string, change: Parameters<typeof correctMember>[4]): Promise<void> {
  await correctMember(deps, admin, id, (await readMember(deps, admin, 'member.read', id)).version, change)
}

/** The waiting pairs that a caller sees, by their members. */
async function waitingPairs(area = '31', caller = admin, limit = 50): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const { items, next } = await listDuplicates(deps, caller, { area }, { after, limit })
    ids.push(...items.map(({ id }) => id))
    after = next
  } while (after !== undefined)
  return ids.toSorted()
}
const decide = (id: string, decision: Parameters<typeof decideDuplicate>[4], caller = admin) =>
  decideDuplicate(deps, caller, request(), id, decision)

describe('registering', () => {
  test('names the caller’s members whom the new one resembles, and why', async () => {
    const first = await registerPerson({ phone, name: 'Siti Noer', birthDate })
    expect((await register({ phone })).hints).toEqual([{ member: first, reasons: 'same_phone' }])
    const both = await register({ phone, name: 'SITI NUR', birthDate })
    expect(both.hints[0]).toEqual({ member: first, reasons: 'same_phone, same_name_and_birth_date' })
    expect(both.hints).toHaveLength(2)
  })

  test('names the kept record of merged members', async () => {
    const [from, into] = [await registerPerson({ phone }), await registerPerson({})]
    await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    expect((await register({ phone })).hints).toEqual([{ member: into, reasons: 'same_phone' }])
  })

  test('names nobody outside the scope, and still makes the pair for people who see both', async () => {
    const officer = callerAs('officer', { area: '31.72' })
    const there = await registerPerson({ phone }, { area: gambir })
    const here = await register({ phone }, { area: penjaringan, by: officer })
    expect(here.hints).toEqual([])
    expect(await waitingPairs('31', officer)).toEqual([])
    expect(await waitingPairs('31')).toEqual([makePairId(there, here.id)])
    expect(await refusalOf(readDuplicate(deps, officer, makePairId(there, here.id)))).toEqual(['not_found'])
    expect(await refusalOf(decide(makePairId(there, here.id), different, officer))).toEqual(['not_found'])
  })

  test('names as many of the caller’s members as usual, however many have the phone elsewhere', async () => {
    const officer = callerAs('officer', { area: '31.72' })
    for (let i = 0; i < 7; i++) await registerPerson({ phone }, { area: gambir })
    const own = []
    for (let i = 0; i < 7; i++) own.push(await register({ phone }, { area: penjaringan, by: officer }))
    expect(own.map(({ hints }) => hints.length)).toEqual([0, 1, 2, 3, 4, 5, 5])
    expect(own.at(-1)?.hints.map(({ member }) => member)).toEqual(own.slice(0, 5).map(({ id }) => id))
  })

  test('of many at one moment finds every pair, each with the first five who came before', async () => {
    const people = amount(8, 20)
    await Promise.all(Array.from({ length: people }, () => registerPerson({ phone, nik: newNik() })))
    const [match] = await deps.matches.find([{ kind: 'phone', text: phone }])
    const holders = match?.holders ?? []
    expect(holders).toHaveLength(people)
    const pairs = holders.flatMap((id, i) => holders.slice(0, Math.min(i, 5)).map((other) => makePairId(id, other)))
    expect(await waitingPairs()).toEqual(pairs.toSorted())
  }, 60_000)

  test('by import pairs rows with members and with each other', async () => {
    const first = await registerPerson({ phone })
    const rows = ['Budi,081234567890', 'Tono,081234567890', 'Wati,081234567891', 'Rini,081234567891']
    const defaults = { category: 'pemula', area: gambir, agency: 'PPKUKM', P1: '2021-11-10' }
    await importFile(deps, ['name,phone', ...rows].join('\n'), { mapping: { columns: {}, defaults } })
    const pairs = await waitingPairs()
    expect(pairs).toHaveLength(4)
    expect(pairs.filter((id) => id.includes(first))).toHaveLength(2)
  })

  test('by import continues when a phone that many share makes more pairs than fit', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `Warga ${'abcdefghij'.charAt(i % 10)}${'abcdef'.charAt(i / 10)},081234567890`,
    )
    const defaults = { category: 'pemula', area: gambir, agency: 'PPKUKM', P1: '2021-11-10' }
    const importResult = await importFile(deps, ['name,phone', ...rows].join('\n'), {
      mapping: { columns: {}, defaults },
    })
    expect(importResult.outcome).toMatchObject({ added: 60, refused: 0 })
    expect(await waitingPairs()).toHaveLength(10 + 55 * 5)
  }, 60_000)
})

describe('a pair', () => {
  test('shows both records masked, and what they have in common or not', async () => {
    const [a, b] = [
      await registerPerson({ phone, name: 'Ani' }),
      await registerPerson({ phone, name: 'Budi' }, { area: sawahBesar }),
    ]
    const view = await readDuplicate(deps, admin, makePairId(a, b))
    expect(view).toMatchObject({ state: 'open', reasons: ['same_phone'] })
    expect(view.differing.toSorted()).toEqual(['area', 'name', 'nik'])
    expect(view.members.map(({ id }) => id)).toEqual([a, b].toSorted())
    expect(JSON.stringify(view)).not.toContain(phone)
  })

  test('waits in the smallest area that holds both, and in those around it', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone }, { area: sawahBesar })]
    const id = makePairId(a, b)
    expect([
      await waitingPairs('31'),
      await waitingPairs('31.71'),
      await waitingPairs('31.71.01'),
      await waitingPairs('31.72'),
    ]).toEqual([[id], [id], [], []])
    await correct(b, { area: gambir })
    expect(await waitingPairs('31.71.01')).toEqual([id])
    await reclassifyMember(deps, admin, request(), b, { area: penjaringan, reason: 'data_entry_mistake' })
    expect([await waitingPairs('31'), await waitingPairs('31.71')]).toEqual([[id], []])
  })

  test('is shown to an agency when both records belong to it', async () => {
    const officer = callerAs('officer', { agency: 'PPAPP' })
    const [a, b] = [await registerPerson({ phone }, { agency: 'PPAPP' }), await registerPerson({ phone })]
    expect(await waitingPairs('31', officer)).toEqual([])
    const ofTwo = ['PPAPP', 'PPKUKM'].flatMap((agency) => callerAs('officer', { agency }).grants)
    expect(await waitingPairs('31', { subject: 'two', grants: ofTwo })).toEqual([makePairId(a, b)])
    await correct(b, { agency: 'PPAPP' })
    expect(await waitingPairs('31', officer)).toEqual([makePairId(a, b)])
  })

  test('elsewhere is invisible, to an agency and between two districts: not even an empty page hints at it', async () => {
    const twoDistricts = {
      subject: 'two',
      grants: ['31.71.01', '31.72.01'].flatMap((area) => callerAs('officer', { area, agency: 'PPAPP' }).grants),
    }
    for (let i = 0; i < 6; i++) await registerPerson({ phone }, { area: i < 3 ? sawahBesar : gambir })
    const own: Where = { agency: 'PPAPP' }
    const [a, b] = [
      await registerPerson({ phone: other }, own),
      await registerPerson({ phone: other }, { ...own, area: penjaringan }),
    ]
    for (const officer of [callerAs('officer', { agency: 'PPAPP' }), twoDistricts]) {
      const page = await listDuplicates(deps, officer, { area: '31' }, { limit: 1 })
      expect(page.items.map(({ id }) => id)).toEqual([makePairId(a, b)])
      expect(page.next).toBeUndefined()
    }
    const otherOfficer = callerAs('officer', { agency: 'KPKP' })
    expect(await listDuplicates(deps, otherOfficer, { area: '31' }, { limit: 1 })).toEqual({ items: [] })
  })

  test('no longer waits once the two have nothing in common, or one is erased or restricted', async () => {
    const [a, b, c] = [
      await registerPerson({ phone }),
      await registerPerson({ phone }),
      await registerPerson({ phone }),
    ]
    await correct(a, { person: { phone: null } })
    expect(await waitingPairs()).toEqual([makePairId(b, c)])
    const { answer } = await openCaseFor(deps, admin, request(), b, { kind: 'restriction' })
    await decideCaseFor(deps, admin, request(), { memberId: b, caseId: answer.id }, { outcome: 'done' })
    expect(await waitingPairs()).toEqual([])
    await correct(a, { person: { phone } })
    expect(await waitingPairs()).toEqual([makePairId(a, c)])
    await eraseMember(deps, admin, request(), c)
    expect(await waitingPairs()).toEqual([])
  })
})

describe('a decision', () => {
  test('that two are one person merges them, and taking that back leaves the pair to be decided', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone })]
    const id = makePairId(a, b)
    const decision = { decision: 'same', keep: a, reason: 'duplicate_registration' } as const
    const { answer } = await decide(id, decision)
    expect(answer).toMatchObject({ id, state: 'same', entries: [{ kind: 'reversed', memberId: b }] })
    expect(await readMember(deps, admin, 'member.read', b)).toMatchObject({ status: 'merged', mergedInto: a })
    expect(await readDuplicate(deps, admin, id)).toMatchObject({ state: 'same', mergeId: answer.mergeId })
    expect(await refusalOf(decide(id, decision))).toEqual(['duplicate_decided'])
    await unmergeMembers(deps, admin, request(), answer.mergeId ?? '')
    expect(await readDuplicate(deps, admin, id)).toMatchObject({ state: 'open' })
    expect(await waitingPairs()).toEqual([id])
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { items } = await readMemberTrail(deps, admin, one, { limit: 50 })
      expect(items.filter((line) => line.other === other).map(({ act }) => act)).toEqual(['merged', 'unmerged'])
    }
  })

  test('is made by any merge of the two', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone })]
    const { answer } = await mergeMembers(deps, admin, request(), {
      from: a,
      into: b,
      reason: 'duplicate_registration',
    })
    expect(await readDuplicate(deps, admin, makePairId(a, b))).toMatchObject({ state: 'same', mergeId: answer.mergeId })
  })

  test('pairs the people whom the merged record resembled with the kept record', async () => {
    const a = await registerPerson({ phone })
    const b = await registerPerson({ phone, name: 'Siti', birthDate })
    const c = await registerPerson({ name: 'Siti', birthDate })
    expect(await waitingPairs()).toEqual([makePairId(a, b), makePairId(b, c)].toSorted())
    await decide(makePairId(a, b), { decision: 'same', keep: a, reason: 'duplicate_registration' })
    expect(await waitingPairs()).toEqual([makePairId(a, c)])
  })

  test('that two are different holds for what they had in common, and is in the trail of both', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone })]
    const id = makePairId(a, b)
    expect((await decide(id, different)).answer).toEqual({ id, state: 'different', entries: [] })
    expect(await readDuplicate(deps, admin, id)).toMatchObject({
      judged: { by: 'admin-1', reason: 'shared_phone', reasons: ['same_phone'] },
    })
    await correct(a, { person: { phone: null } })
    await correct(a, { person: { phone } })
    expect(await waitingPairs()).toEqual([])
    for (const one of [a, b]) {
      const { items } = await readMemberTrail(deps, admin, one, { limit: 50 })
      expect(items.filter(({ act }) => act === 'told_apart')).toMatchObject([{ reason: 'shared_phone' }])
    }
    await correct(a, { person: { name: 'Siti', birthDate } })
    await correct(b, { person: { name: 'Siti', birthDate } })
    expect(await waitingPairs()).toEqual([id])
    await decide(id, { decision: 'different', reason: 'namesakes' })
    await correct(a, { person: { phone: null } })
    await correct(a, { person: { phone } })
    expect(await waitingPairs()).toEqual([])
  })

  test('is refused for a record outside the pair, or one that left, and changes nothing', async () => {
    const [a, b, c] = [await registerPerson({ phone }), await registerPerson({ phone }), await registerPerson({})]
    const same = (keep: string) =>
      decide(makePairId(a, b), { decision: 'same', keep, reason: 'duplicate_registration' })
    expect(await refusalOf(same(c))).toEqual(['duplicate_keep'])
    await mergeMembers(deps, admin, request(), { from: b, into: c, reason: 'duplicate_registration' })
    expect(await refusalOf(same(a))).toEqual(['member_inactive'])
    expect(await waitingPairs()).toEqual([makePairId(a, c)])
  })

  test('by two callers at one moment is made once', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone })]
    const id = makePairId(a, b)
    const decision = { decision: 'same', keep: a, reason: 'duplicate_registration' } as const
    const refusals = await Promise.all(
      [decide(id, different), decide(id, decision), decide(id, different)].map(refusalOf),
    )
    expect(refusals.toSorted((x, y) => x.length - y.length)).toEqual([[], ['duplicate_decided'], ['duplicate_decided']])
  })
})
