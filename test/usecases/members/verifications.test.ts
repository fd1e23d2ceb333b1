import { beforeEach, describe, expect, test } from 'vitest'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { smallProgramme } from '../../support/small-programme.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin', { area: smallProgramme.areas[0]?.[0] ?? '' })

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-05', now: '2024-05-20T16:00:00.000Z' })
})

async function oneself(subject: string, nik: string): Promise<string> {
  const person = { name: 'Budi Santoso', nik, birthDate: '1990-03-15' }
  const registration = { person, gender: 'male', category: 'new', area: 'HV.N.1' } as const
  return (await registerOneself(deps, { subject }, request(), registration)).answer.memberId
}

/** Two records of one person, both counted at once, one merged into the other. */
async function mergeTwo() {
  const nik = newNik()
  const [from, into] = [await oneself('budi', nik), await oneself('budi-again', newNik())]
  const { answer } = await mergeMembers(deps, admin, request(), { from, into, reason: 'mistake' })
  return { nik, from, into, mergeId: answer.mergeId }
}

const settle = (id: string, outcome: 'matches' | 'does_not_match') =>
  verifyMember(deps, admin, request(), id, { by: 'officer', outcome, seen: 'ktp', reason: 'fraud' })

test('a merged record is neither verified nor rejected until the merge is taken back', async () => {
  const { nik, from, into, mergeId } = await mergeTwo()
  const before = await deps.members.get(from)
  for (const outcome of ['matches', 'does_not_match'] as const)
    expect(await refusalOf(settle(from, outcome))).toEqual(['member_inactive'])
  expect(await refusalOf(verifyMember(deps, admin, request(), from, { by: 'dukcapil' }))).toEqual(['member_inactive'])
  expect([await deps.members.get(from), await deps.members.idByNik(nik)]).toEqual([before, from])
  await settle(into, 'matches')
  await unmergeMembers(deps, admin, request(), mergeId)
  await settle(from, 'does_not_match')
  expect(await deps.members.idByNik(nik)).toBeUndefined()
  expect(await recountAll(deps)).toEqual([])
})

test('a merged record is not erased alone until the merge is taken back', async () => {
  const { from, into, mergeId } = await mergeTwo()
  expect(await refusalOf(eraseMember(deps, admin, request(), from))).toEqual(['member_inactive'])
  await unmergeMembers(deps, admin, request(), mergeId)
  expect(await refusalOf(eraseMember(deps, admin, request(), from))).toEqual([])
  expect((await deps.members.get(into))?.person?.name).toBe('Budi Santoso')
})

test('after the kept record is erased, the NIK of a counted merged record still leads to that record', async () => {
  const { nik, from, into } = await mergeTwo()
  await eraseMember(deps, admin, request(), into)
  expect(await deps.members.idByNik(nik)).toBe(from)
})

test('after the kept record is rejected and erased, the NIK of the merged record is free', async () => {
  const { nik, into } = await mergeTwo()
  await settle(into, 'does_not_match')
  await eraseMember(deps, admin, request(), into)
  expect(await deps.members.idByNik(nik)).toBeUndefined()
})

describe('the population register', () => {
  /** A register that confirms everything, calls `before` first, and notes its questions. */
  function register(before: () => Promise<unknown> = async () => {}) {
    const asked: string[] = []
    const identityCheck: TestDeps['identityCheck'] = {
      async matches({ name }) {
        asked.push(name)
        await before()
        return true
      },
    }
    return { asked, deps: { ...deps, identityCheck } }
  }

  test.each([
    ['name', { name: 'Orang Lain' }],
    ['NIK', { nik: newNik() }],
    ['birth date', { birthDate: '1990-03-16' }],
  ])('has no answer for a %s that changed meanwhile, and may be asked again', async (_, person) => {
    const id = await oneself('budi', newNik())
    const { asked, deps: changingDeps } = register(async () => {
      if (asked.length === 1) await correctMember(deps, admin, id, 1, { person })
    })
    const same = request()
    const ask = () => verifyMember(changingDeps, admin, same, id, { by: 'dukcapil' })
    expect(await refusalOf(ask())).toEqual(['busy'])
    expect((await deps.members.get(id))?.identity?.status).toBe('unverified')
    expect((await ask()).answer.identity).toMatchObject({ status: 'verified', by: 'dukcapil' })
    expect(asked).toHaveLength(2)
  })

  test('is not asked about members who are verified or rejected already', async () => {
    const { asked, deps: askingDeps } = register()
    for (const outcome of ['matches', 'does_not_match'] as const) {
      const id = await oneself(outcome, newNik())
      await settle(id, outcome)
      const again = verifyMember(askingDeps, admin, request(), id, { by: 'dukcapil' })
      expect(await refusalOf(again)).toEqual(['identity_settled'])
    }
    expect(asked).toEqual([])
  })
})
