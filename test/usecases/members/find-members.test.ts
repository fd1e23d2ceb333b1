import { beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../../shared/domain/member/person.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const phone = '+6281234567890'
const bornPerson = { name: 'Siti Nurhaliza', birthDate: '1990-03-15' }
const gambir = '31.71.01.1001'
const penjaringan = '31.72.01.1001'
let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

async function registerPerson(person: Partial<Person>, area = gambir): Promise<string> {
  const place = { gender: 'female', category: 'pemula', area, agency: 'PPKUKM' } as const
  return (await registerMember(deps, admin, request(), { person: { name: 'Ani', ...person }, ...place })).answer
    .memberId
}
const idsBy = async (by: Parameters<typeof findMembers>[2], caller = admin) =>
  (await findMembers(deps, caller, by)).map(({ id }) => id)

describe('a search', () => {
  test('by phone finds everybody who has it, oldest first', async () => {
    const ids = [await registerPerson({ phone }), await registerPerson({ phone }), await registerPerson({ phone })]
    await registerPerson({ phone: '+6281234567891' })
    expect(await idsBy({ phone })).toEqual(ids)
  })

  test('by name and birth date finds every spelling of the name, and nobody born on another day', async () => {
    const id = await registerPerson(bornPerson)
    await registerPerson({ ...bornPerson, birthDate: '1990-03-16' })
    expect(await idsBy({ ...bornPerson, name: 'Hj. SITI NOERHALIZA, S.Pd.' })).toEqual([id])
    expect(await idsBy({ ...bornPerson, name: 'Siti Nurhalim' })).toEqual([])
  })

  test('for a value that nobody has finds nobody', async () => {
    await registerPerson({ phone })
    expect(await idsBy({ name: ', S.E.', birthDate: bornPerson.birthDate })).toEqual([])
    expect(await idsBy({ phone: '+6281234567899' })).toEqual([])
    expect(await idsBy({ nik: '3171014503900001' })).toEqual([])
  })

  test('finds a merged member as the kept record, once', async () => {
    const [a, b, c] = [
      await registerPerson({ phone }),
      await registerPerson({ phone }),
      await registerPerson(bornPerson),
    ]
    for (const [from, into] of [
      [a, b],
      [b, c],
    ] as const)
      await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    expect(await idsBy({ phone })).toEqual([c])
    expect(await idsBy({ number: a })).toEqual([c])
  })

  test('does not find erased members', async () => {
    await eraseMember(deps, admin, request(), await registerPerson({ phone, ...bornPerson }))
    expect(await idsBy({ phone })).toEqual([])
    expect(await idsBy(bornPerson)).toEqual([])
  })

  test('finds nobody outside the scope, not even through a merged record', async () => {
    const officer = callerAs('officer', { area: '31.71' })
    const there = await registerPerson({ phone, ...bornPerson }, penjaringan)
    for (const by of [{ phone }, bornPerson, { number: there }]) expect(await idsBy(by, officer)).toEqual([])
    const here = await registerPerson({})
    await mergeMembers(deps, admin, request(), { from: there, into: here, reason: 'duplicate_registration' })
    for (const by of [{ phone }, bornPerson, { number: there }]) expect(await idsBy(by, officer)).toEqual([])
    expect(await idsBy({ phone })).toEqual([here])
    expect(await refusalOf(findMembers(deps, callerAs('viewer'), { phone }))).toEqual(['not_allowed'])
  })
})
