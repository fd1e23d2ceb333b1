import { beforeEach, describe, expect, test } from 'vitest'
import { makeNameBirthMark, makePhoneMark } from '../../../shared/domain/duplicates/mark.ts'
import type { Person } from '../../../shared/domain/member/person.ts'
import { mostHolders } from '../../../shared/usecases/duplicates/identity-writes.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { importDeps, importFile } from '../../support/import-file.ts'
import { matchState } from '../../support/match-state.ts'
import { rotateKeys } from '../../support/rotate-keys.ts'
import { amount } from '../../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const phone = '+6281234567890'
const other = '+6281234567891'
const birthDate = '1990-03-15'
let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

async function registerPerson(person: Partial<Person>, by = deps): Promise<string> {
  const place = { gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' } as const
  return (await registerMember(by, admin, request(), { person: { name: 'Ani', ...person }, ...place })).answer.memberId
}

async function correct(id: string, person: Partial<Record<keyof Person, string | null>>): Promise<void> {
  const { version } = await readMember(deps, admin, 'member.read', id)
  await correctMember(deps, admin, id, version, { person: { ...person, name: person.name ?? 'Ani' } })
}

const holdersOf = async (mark: ReturnType<typeof makePhoneMark>, by = deps) =>
  (await by.matches.find([mark]))[0]?.holders

/** Expects that the stored marks agree with the records. */
async function expectAgreement(): Promise<void> {
  const { stored, counted } = await matchState(deps)
  expect(stored).toEqual(counted)
}

describe('a phone, or a name with a birth date,', () => {
  test('finds its members from registration on, oldest first, in any spelling of the name', async () => {
    const a = await registerPerson({ phone, birthDate, name: 'Drs. Muchammad Soeharto, S.E.' })
    const b = await registerPerson({ phone, birthDate, name: 'Moh. Suharto' })
    const mark = makeNameBirthMark({ name: 'muhammad suharto', birthDate })
    expect(await holdersOf(makePhoneMark(phone))).toEqual([a, b])
    expect(mark && (await holdersOf(mark))).toEqual([a, b])
    await expectAgreement()
  })

  test('follows a correction, and nothing is kept for a phone without members', async () => {
    const a = await registerPerson({ phone, birthDate })
    const b = await registerPerson({ phone })
    await correct(a, { phone: other })
    expect(await holdersOf(makePhoneMark(phone))).toEqual([b])
    await correct(a, { birthDate: null })
    await correct(b, { phone: null })
    await expectAgreement()
    const { nikless, ...marks } = (await matchState(deps)).stored
    expect(nikless).toEqual([a, b].toSorted())
    // The other phone, and the name of both with their place, since nothing else tells them apart.
    expect(Object.keys(marks)).toHaveLength(2)
  })

  test('is forgotten with the person, and with every record that was merged into it', async () => {
    const nik = newNik()
    const [a, b, c] = [
      await registerPerson({ phone, birthDate }),
      await registerPerson({ phone, nik }),
      await registerPerson({ phone }),
    ]
    await mergeMembers(deps, admin, request(), { from: a, into: b, reason: 'duplicate_registration' })
    await eraseMember(deps, admin, request(), b)
    expect(await holdersOf(makePhoneMark(phone))).toEqual([c])
    await expectAgreement()
    await registerPerson({ phone: other, nik, birthDate })
    expect(await holdersOf(makePhoneMark(other))).toEqual([b])
    await expectAgreement()
  })

  test('stays while records are merged and taken apart', async () => {
    const [a, b] = [await registerPerson({ phone, birthDate }), await registerPerson({ phone })]
    const { answer } = await mergeMembers(deps, admin, request(), {
      from: a,
      into: b,
      reason: 'duplicate_registration',
    })
    await expectAgreement()
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    await expectAgreement()
    expect(await holdersOf(makePhoneMark(phone))).toEqual([a, b])
  })

  test('is kept for imported members, also for rows that share a phone', async () => {
    deps = await importDeps()
    const a = await registerPerson({ phone })
    const rows = Array.from(
      { length: 30 },
      (_, i) => `Ani ${'abcdefghijklmnopqrstuvwxyz'.charAt(i % 26)},08123456789${i % 3},1990-03-${15 + (i % 2)}`,
    )
    const file = ['name,phone,birthDate', ...rows].join('\n')
    const defaults = { category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM', P1: '2021-11-10' }
    const importResult = await importFile(deps, file, { mapping: { columns: {}, defaults } })
    expect(importResult.outcome).toMatchObject({ added: 30, refused: 0 })
    expect(await holdersOf(makePhoneMark(phone))).toHaveLength(11)
    expect((await holdersOf(makePhoneMark(phone)))?.[0]).toBe(a)
    await expectAgreement()
  })

  test('is found under an older key, and rewritten under the newest', async () => {
    const [a, b] = [await registerPerson({ phone }), await registerPerson({ phone })]
    deps = { ...deps, ...(await rotateKeys(deps)) }
    expect(await holdersOf(makePhoneMark(phone))).toEqual([a, b])
    const c = await registerPerson({ phone })
    expect(await holdersOf(makePhoneMark(phone))).toEqual([a, b, c])
    await expectAgreement()
  })

  test('is kept for a limited number of members, because a phone that many share identifies nobody', async () => {
    const ids = []
    for (let i = 0; i < mostHolders + 2; i++) ids.push(await registerPerson({ phone }))
    expect(await holdersOf(makePhoneMark(phone))).toEqual(ids.slice(0, mostHolders))
    await correct(ids[0] ?? '', { phone: null })
    const next = await registerPerson({ phone })
    expect(await holdersOf(makePhoneMark(phone))).toEqual([...ids.slice(1, mostHolders), next])
  }, 60_000)

  test('is kept for everybody who registers at one moment', async () => {
    const ids = await Promise.all(Array.from({ length: amount(8, 20) }, () => registerPerson({ phone })))
    expect((await holdersOf(makePhoneMark(phone)))?.toSorted()).toEqual(ids.toSorted())
  }, 60_000)
})

test('counts a member without a NIK until the NIK is known, the person is erased, or the record is merged', async () => {
  const knownId = await registerPerson({ nik: newNik() })
  const [a, b, c] = [await registerPerson({ phone }), await registerPerson({}), await registerPerson({ birthDate })]
  expect(await deps.membersWithoutNik.count()).toBe(3)
  await correct(a, { nik: newNik() })
  expect(await deps.membersWithoutNik.count()).toBe(2)
  await eraseMember(deps, admin, request(), b)
  const mergeInput = { from: c, into: knownId, reason: 'duplicate_registration' }
  const { answer } = await mergeMembers(deps, admin, request(), mergeInput)
  expect(await deps.membersWithoutNik.count()).toBe(0)
  await unmergeMembers(deps, admin, request(), answer.mergeId)
  expect(await deps.membersWithoutNik.count()).toBe(1)
  await expectAgreement()
})
