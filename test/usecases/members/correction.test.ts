import { describe, expect, test } from 'vitest'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { postedFigures } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { jakarta, lookUp, register } from '../../support/registering.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')

describe('correcting', () => {
  test('moves a member for later acts; earlier counts stay where they were', async () => {
    const deps = await jakarta()
    const { memberId, version } = await register(deps)
    const before = await postedFigures(deps)
    await correctMember(deps, admin, memberId, version, { area: '31.72.01.1001', agency: 'KPKP' })
    expect(await postedFigures(deps)).toEqual(before)
    await recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20' })
    expect((await lookUp(deps, memberId)).standings).toMatchObject({
      P1: { area: '31.71.01.1001', agency: 'PPKUKM' },
      P2: { area: '31.72.01.1001', agency: 'KPKP' },
    })
  })

  test('is refused with another version, and of two at once one is made', async () => {
    const deps = await jakarta()
    const { memberId, version } = await register(deps)
    const move = (agency: string) => refusalOf(correctMember(deps, admin, memberId, version, { agency }))
    expect((await Promise.all([move('KPKP'), move('PPAPP')])).toSorted()).toEqual([[], ['version_stale']])
    expect(await move('Sosial')).toEqual(['version_stale'])
  })

  test('frees a NIK that was recorded by mistake', async () => {
    const deps = await jakarta()
    const mistakenNik = newNik()
    const { memberId, version } = await register(deps, { person: { name: 'Sri', nik: mistakenNik } })
    const right = newNik()
    await correctMember(deps, admin, memberId, version, { person: { nik: right } })
    expect(await refusalOf(register(deps, { person: { name: 'Ani', nik: mistakenNik } }))).toEqual([])
    expect(await refusalOf(register(deps, { person: { name: 'Ani', nik: right } }))).toEqual(['nik_taken'])
  })

  test('is refused for the NIK of somebody else', async () => {
    const deps = await jakarta()
    const nik = newNik()
    await register(deps, { person: { name: 'Ani', nik } })
    const { memberId, version } = await register(deps)
    expect(await refusalOf(correctMember(deps, admin, memberId, version, { person: { nik } }))).toEqual(['nik_taken'])
  })
})
