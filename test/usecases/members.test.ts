import { describe, expect, test } from 'vitest'
import type { NewMember } from '../../shared/domain/member.ts'
import { closeMonths } from '../../shared/usecases/close-months.ts'
import { correctMember } from '../../shared/usecases/correction.ts'
import { eraseMember } from '../../shared/usecases/erasure.ts'
import { findMembers } from '../../shared/usecases/find-members.ts'
import { memberOf } from '../../shared/usecases/member-access.ts'
import { memberHistory } from '../../shared/usecases/member-history.ts'
import { rejoinMember, withdrawMember } from '../../shared/usecases/member-status.ts'
import { mergeMembers } from '../../shared/usecases/merges.ts'
import { registerMember } from '../../shared/usecases/registration.ts'
import { recordStage, reverseStage } from '../../shared/usecases/stages.ts'
import { fewAreas } from '../support/few-areas.ts'
import { postedFigures } from '../support/ledger-state.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { tableContents } from '../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const admin = callerAs('admin')
const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-10' })

const input = (more: Partial<NewMember> = {}): NewMember => ({
  person: { name: 'Sri Wahyuni', nik: newNik() },
  gender: 'male',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  ...more,
})
const register = async (deps: TestDeps, more: Partial<NewMember> = {}) =>
  (await registerMember(deps, admin, request(), input(more))).answer
const read = (deps: TestDeps, id: string) => memberOf(deps, admin, 'member.read', id)

describe('registering', () => {
  test('counts where and when it was', async () => {
    const deps = await jakarta()
    const { memberId, entries } = await register(deps, { area: '31.71.01', registeredOn: '2021-10-05' })
    expect(entries).toMatchObject([{ kind: 'attained', stage: 'P1', happenedOn: '2021-10-05', postedIn: '2021-10' }])
    expect((await read(deps, memberId)).standings.P1).toMatchObject({ area: '31.71.01.0000', agency: 'PPKUKM' })
  })

  test('is refused to a NIK that is registered, and nothing is counted', async () => {
    const deps = await jakarta()
    const { person } = input()
    await register(deps, { person })
    const before = await postedFigures(deps)
    expect(await refusalOf(register(deps, { person, registeredOn: '2021-10-05' }))).toEqual(['nik_taken'])
    expect(await postedFigures(deps)).toEqual(before)
  })

  test('without a NIK is provisional: it counts, with a warning, and the NIK may be added later', async () => {
    const deps = await jakarta()
    const { memberId, version, warnings } = await register(deps, { person: { name: 'Sri Wahyuni' } })
    expect(warnings).toMatchObject([{ code: 'member_provisional' }])
    const before = await postedFigures(deps)
    expect(before.at(-1)?.stages[0]).toMatchObject({ cumulative: 1 })
    const nik = newNik()
    await correctMember(deps, admin, memberId, version, { person: { nik } })
    expect(await findMembers(deps, admin, { nik })).toMatchObject([{ id: memberId }])
    expect(await postedFigures(deps)).toEqual(before)
    expect(await refusalOf(register(deps, { person: { name: 'Sri', nik } }))).toEqual(['nik_taken'])
  })

  test('tells everything that is wrong at once', async () => {
    const deps = await jakarta()
    const person = { name: 'Sri', birthDate: '2022-01-01' }
    const wrong = { person, area: '31.71', agency: 'NASA', category: 'old', registeredOn: '2021-09-30' }
    expect(await refusalOf(register(deps, wrong))).toEqual([
      'birth_date_future',
      'area_too_wide',
      'category_unknown',
      'date_before_programme',
      'agency_unknown',
    ])
  })
})

describe('correcting', () => {
  test('moves a member for what comes later; what was counted stays where it was', async () => {
    const deps = await jakarta()
    const { memberId, version } = await register(deps)
    const before = await postedFigures(deps)
    await correctMember(deps, admin, memberId, version, { area: '31.72.01.1001', agency: 'KPKP' })
    expect(await postedFigures(deps)).toEqual(before)
    await recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20' })
    expect((await read(deps, memberId)).standings).toMatchObject({
      P1: { area: '31.71.01.1001', agency: 'PPKUKM' },
      P2: { area: '31.72.01.1001', agency: 'KPKP' },
    })
  })

  test('is refused to who has seen another version, and of two at once one is made', async () => {
    const deps = await jakarta()
    const { memberId, version } = await register(deps)
    const move = (agency: string) => refusalOf(correctMember(deps, admin, memberId, version, { agency }))
    expect((await Promise.all([move('KPKP'), move('PPAPP')])).toSorted()).toEqual([[], ['version_stale']])
    expect(await move('Sosial')).toEqual(['version_stale'])
  })

  test('frees a NIK that was recorded by mistake, for others', async () => {
    const deps = await jakarta()
    const mistaken = newNik()
    const { memberId, version } = await register(deps, { person: { name: 'Sri', nik: mistaken } })
    const right = newNik()
    await correctMember(deps, admin, memberId, version, { person: { nik: right } })
    expect(await refusalOf(register(deps, { person: { name: 'Ani', nik: mistaken } }))).toEqual([])
    expect(await refusalOf(register(deps, { person: { name: 'Ani', nik: right } }))).toEqual(['nik_taken'])
  })

  test('to the NIK of somebody else is refused', async () => {
    const deps = await jakarta()
    const nik = newNik()
    await register(deps, { person: { name: 'Ani', nik } })
    const { memberId, version } = await register(deps)
    expect(await refusalOf(correctMember(deps, admin, memberId, version, { person: { nik } }))).toEqual(['nik_taken'])
  })
})

test('a member who leaves and comes back moves no figure', async () => {
  const deps = await jakarta()
  const { memberId } = await register(deps, { registeredOn: '2021-11-20' })
  const before = await postedFigures(deps)
  await withdrawMember(deps, admin, request(), memberId, '2021-11-20')
  expect(await read(deps, memberId)).toMatchObject({ status: 'withdrawn', statusSince: '2021-11-20' })
  expect(await postedFigures(deps)).toEqual(before)
  await rejoinMember(deps, admin, request(), memberId)
  expect(await postedFigures(deps)).toEqual(before)
  expect(await refusalOf(rejoinMember(deps, admin, request(), memberId))).toEqual(['member_not_withdrawn'])
})

test('nobody leaves before the day of registration', async () => {
  const deps = await jakarta()
  const { memberId } = await register(deps, { registeredOn: '2021-11-20' })
  const leave = (on: string) => refusalOf(withdrawMember(deps, admin, request(), memberId, on))
  expect(await leave('2021-11-19')).toEqual(['withdrawal_early'])
  expect(await leave('2021-11-20')).toEqual([])
})

describe('erasing', () => {
  test('moves no figure and takes no entry', async () => {
    const deps = await jakarta()
    const { memberId } = await register(deps)
    const report = { happenedOn: '2021-11-20', note: 'Hadir', evidence: { kind: 'nib', number: '1234567890123' } }
    await recordStage(deps, admin, request(), memberId, { ...report, stage: 'P4' })
    const [figures, history] = [await postedFigures(deps), await memberHistory(deps, admin, memberId, { limit: 10 })]
    await eraseMember(deps, admin, request(), memberId)
    expect(await postedFigures(deps)).toEqual(figures)
    expect(await memberHistory(deps, admin, memberId, { limit: 10 })).toEqual({ items: history.items, notes: {} })
    const { person, business, evidence, notes, status } = await read(deps, memberId)
    expect({ person, business, evidence, notes, status }).toEqual({ evidence: {}, notes: {}, status: 'erased' })
  })

  test('also empties the records that were merged into the member', async () => {
    const deps = await jakarta()
    const [from, into] = [await register(deps), await register(deps)]
    const merging = { from: from.memberId, into: into.memberId, reason: 'duplicate_registration' }
    await mergeMembers(deps, admin, request(), merging)
    await eraseMember(deps, admin, request(), into.memberId)
    for (const { memberId } of [from, into]) {
      const { person, status } = await read(deps, memberId)
      expect({ person, status }).toEqual({ person: undefined, status: 'erased' })
    }
  })

  test('somebody who registers again gets the number back and counts once', async () => {
    const deps = await jakarta()
    const { person } = input()
    const { memberId } = await register(deps, { person, registeredOn: '2021-10-05' })
    await closeMonths(deps, 'schedule')
    await eraseMember(deps, admin, request(), memberId)
    const before = await postedFigures(deps)
    const again = await register(deps, { person, area: '31.72.01.1001', agency: 'KPKP' })
    expect(again).toMatchObject({ memberId, entries: [] })
    expect(await postedFigures(deps)).toEqual(before)
    expect(await read(deps, memberId)).toMatchObject({ status: 'active', person, area: '31.72.01.1001' })
    expect(await refusalOf(register(deps, { person }))).toEqual(['nik_taken'])
  })

  test('who registers again with the NIK of a record merged long ago gets the record that was kept', async () => {
    const deps = await jakarta()
    const { person } = input()
    const [first, second, third] = [await register(deps, { person }), await register(deps), await register(deps)]
    for (const [from, into] of [
      [first.memberId, second.memberId],
      [second.memberId, third.memberId],
    ] as const)
      await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    expect(await refusalOf(register(deps, { person }))).toEqual(['nik_taken'])
    await eraseMember(deps, admin, request(), third.memberId)
    expect(await register(deps, { person })).toMatchObject({ memberId: third.memberId, entries: [] })
    expect((await postedFigures(deps)).at(-1)?.stages[0]).toMatchObject({ cumulative: 1 })
  })

  test('somebody whose registration had been reversed counts when registering again', async () => {
    const deps = await jakarta()
    const { person } = input()
    const { memberId } = await register(deps, { person, registeredOn: '2021-10-05' })
    await reverseStage(deps, admin, request(), memberId, { stage: 'P1', reason: 'wrong_person', cascade: false })
    await eraseMember(deps, admin, request(), memberId)
    const { entries } = await register(deps, { person, registeredOn: '2021-11-03' })
    expect(entries).toMatchObject([{ stage: 'P1', happenedOn: '2021-11-03', postedIn: '2021-11' }])
    expect((await postedFigures(deps)).at(-1)?.stages[0]).toMatchObject({ cumulative: 1 })
  })
})

test('a person stands in the table in no readable form', async () => {
  const deps = await jakarta()
  const nik = newNik()
  const person = { name: 'Sri Wahyuni Kusumaningrum', nik, phone: '+628123456789', birthDate: '1990-03-15' }
  const business = { name: 'Warung Mbok Darmi' }
  const evidence = { kind: 'formulir', number: 'FORM-7788' }
  const { memberId } = await register(deps, { person, business, evidence })
  await recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20', note: 'Datang awal' })
  const items = (await tableContents(deps.tableName)).map((item) =>
    JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
  )
  const secrets = [nik, 'Wahyuni', '8123456789', '1990-03-15', 'Mbok', 'FORM-7788', 'Datang']
  for (const secret of secrets) expect(items.filter((item) => item.includes(secret))).toEqual([])
  expect(deps.logged.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
})
