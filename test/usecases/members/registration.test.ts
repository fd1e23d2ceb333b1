import { describe, expect, test } from 'vitest'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { postedFigures } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { jakarta, lookUp, newMember, register } from '../../support/registering.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')

describe('registering', () => {
  test('counts in its area and month', async () => {
    const deps = await jakarta()
    const { memberId, entries } = await register(deps, { area: '31.71.01', registeredOn: '2021-10-05' })
    expect(entries).toMatchObject([{ kind: 'attained', stage: 'P1', happenedOn: '2021-10-05', postedIn: '2021-10' }])
    expect((await lookUp(deps, memberId)).standings.P1).toMatchObject({ area: '31.71.01.0000', agency: 'PPKUKM' })
  })

  test('is refused for a registered NIK, and nothing is counted', async () => {
    const deps = await jakarta()
    const { person } = newMember()
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

  test('names every mistake at once', async () => {
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

test('personal data are unreadable in the table', async () => {
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
