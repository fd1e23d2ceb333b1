import { beforeAll, describe, expect, test } from 'vitest'
import { dailyAllowance } from '../../../shared/domain/access/allowance.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { revealMember } from '../../../shared/usecases/rights/reveals.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { amount } from '../../support/runs.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { inside, newNik, nobodysNumber } from '../../support/world.ts'

const admin = callerAs('admin')
const ofNik = { fields: ['nik' as const], reason: 'Verifikasi ke Dukcapil' }

let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

async function register(nik = newNik()): Promise<string> {
  const person = { name: 'Sri Wahyuni', nik, birthDate: '1990-03-15' }
  const input = { person, gender: 'male' as const, category: 'pemula', ...inside }
  return (await registerMember(deps, admin, request(), input)).answer.memberId
}
const officer = (subject: string) => callerAs('officer', { subject })
const listReveals = async (id: string) =>
  (await readMemberTrail(deps, admin, id, { limit: 200 })).items.filter(({ act }) => act === 'revealed')

describe('revealing', () => {
  test('shows the requested fields in full, as far as they are known, and is in the trail without values', async () => {
    const nik = newNik()
    const id = await register(nik)
    const revealInput = { fields: ['nik' as const, 'phone' as const], reason: 'Verifikasi' }
    const { answer } = await revealMember(deps, officer('rina'), request(), id, revealInput)
    expect(answer).toEqual({ memberId: id, values: { nik } })
    expect(await listReveals(id)).toMatchObject([{ actor: 'rina', fields: ['nik', 'phone'], reason: 'Verifikasi' }])
    const texts = (await tableContents(deps.tableName)).map((item) =>
      JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
    )
    expect(texts.filter((text) => text.includes(nik))).toEqual([])
  })

  test('is logged before it is answered', async () => {
    const id = await register()
    const cutOff = new Error('The process ended')
    let isWritten = false
    const dyingDeps: TestDeps = {
      ...deps,
      async commit(...writes) {
        await deps.commit(...writes)
        isWritten = true
      },
      members: {
        ...deps.members,
        async get(number) {
          if (isWritten) throw cutOff
          return deps.members.get(number)
        },
      },
    }
    await expect(revealMember(dyingDeps, officer('rina'), request(), id, ofNik)).rejects.toBe(cutOff)
    expect(await listReveals(id)).toHaveLength(1)
  })

  test('repeated gives the current values and is not counted again, but for some minutes only', async () => {
    const nik = newNik()
    const id = await register(nik)
    const sameRequest = request()
    for (const replayed of [false, true])
      expect(await revealMember(deps, officer('rina'), sameRequest, id, ofNik)).toEqual({
        answer: { memberId: id, values: { nik } },
        replayed,
      })
    const later = (instant: string): TestDeps => ({ ...deps, now: () => new Date(instant) })
    expect(
      await refusalOf(revealMember(later('2021-11-30T05:05:00.000Z'), officer('rina'), sameRequest, id, ofNik)),
    ).toEqual([])
    expect(
      await refusalOf(revealMember(later('2021-11-30T05:05:00.001Z'), officer('rina'), sameRequest, id, ofNik)),
    ).toEqual(['reveal_over'])
    expect(await listReveals(id)).toHaveLength(1)
  })

  test('repeated after the person was erased shows nothing', async () => {
    const id = await register()
    const sameRequest = request()
    await revealMember(deps, officer('rina'), sameRequest, id, ofNik)
    await eraseMember(deps, admin, request(), id)
    const { answer } = await revealMember(deps, officer('rina'), sameRequest, id, ofNik)
    expect(answer).toEqual({ memberId: id, values: {} })
  })

  test('is refused to viewers, and finds nobody elsewhere', async () => {
    const id = await register()
    const reveal = (caller: typeof admin, memberId = id) =>
      refusalOf(revealMember(deps, caller, request(), memberId, ofNik))
    expect(await reveal(callerAs('viewer'))).toEqual(['not_allowed'])
    expect(await reveal(callerAs('officer', { area: '31.72' }))).toEqual(['not_found'])
    expect(await reveal(admin, nobodysNumber())).toEqual(['not_found'])
    expect(await listReveals(id)).toEqual([])
  })
})

test('at once by many, with five left for the day, succeeds and is logged five times', async () => {
  const id = await register()
  const busy = officer('busy')
  const callers = amount(8, 20)
  const allowanceUse = { subject: busy.subject, what: 'reveal' as const, day: '2021-11-30' }
  for (let i = 0; i < dailyAllowance.reveal - 5; i++) await deps.commit(deps.allowances.use(allowanceUse))
  const outcomes = await Promise.all(
    Array.from({ length: callers }, () => refusalOf(revealMember(deps, busy, request(), id, ofNik))),
  )
  expect(outcomes.filter((codes) => codes.length === 0)).toHaveLength(5)
  expect(outcomes.flat()).toEqual(Array(callers - 5).fill('allowance_used'))
  expect(await listReveals(id)).toHaveLength(5)
  expect(await refusalOf(revealMember(deps, officer('other'), request(), id, ofNik))).toEqual([])
  const nextDay: TestDeps = { ...deps, now: () => new Date('2021-11-30T17:00:00.000Z') }
  expect(await refusalOf(revealMember(nextDay, busy, request(), id, ofNik))).toEqual([])
}, 30_000)
