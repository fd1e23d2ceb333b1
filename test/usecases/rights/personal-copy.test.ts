import { beforeEach, describe, expect, test } from 'vitest'
import { breakGlass } from '../../../shared/usecases/access/break-glass.ts'
import { takeCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { admin, elsewhere, officer, rightsActs } from '../../support/rights-acts.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})
const { register, open, decideDone, stage } = rightsActs(() => deps)

describe('a copy', () => {
  test('must be taken before the case is done, and is logged before it is given', async () => {
    const id = await register()
    const newCase = await open(id, 'access')
    expect(await refusalOf(decideDone(id, newCase.id))).toEqual(['case_copy_missing'])
    await breakGlass(deps, elsewhere, request(), { number: id, hours: 1, reason: 'Datang ke kantor kami' })
    const { copy } = await takeCopy(deps, admin, request(), { memberId: id, caseId: newCase.id })
    expect(copy.records[0]?.member.person?.nik).toMatch(/^\d{16}$/)
    expect(copy.records[0]?.trail.at(-1)).toMatchObject({ act: 'copied', actor: 'admin-1' })
    expect(copy.records[0]?.brokenGlass).toMatchObject([{ subject: 'tono', reason: 'Datang ke kantor kami' }])
    await decideDone(id, newCase.id)
    const late = takeCopy(deps, admin, request(), { memberId: id, caseId: newCase.id })
    expect(await refusalOf(late)).toEqual(['case_decided'])
  })

  test('requested again under the same key has the current data, and is logged once', async () => {
    const id = await register()
    const newCase = await open(id, 'access')
    const sameRequest = request()
    const first = await takeCopy(deps, admin, sameRequest, { memberId: id, caseId: newCase.id })
    await stage(id)
    const again = await takeCopy(deps, admin, sameRequest, { memberId: id, caseId: newCase.id })
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.copy.records[0]?.entries).toHaveLength(2)
    expect(again.copy.records[0]?.trail.filter(({ act }) => act === 'copied')).toHaveLength(1)
  })

  test('is repeated for some minutes only, because a later one would not be logged', async () => {
    const id = await register()
    const newCase = await open(id, 'access')
    const sameRequest = request()
    const take = (again = sameRequest) => refusalOf(takeCopy(deps, admin, again, { memberId: id, caseId: newCase.id }))
    expect(await take()).toEqual([])
    deps.clock.set('2021-11-30T05:05:00.000Z')
    expect(await take()).toEqual([])
    deps.clock.set('2021-11-30T05:05:00.001Z')
    expect(await take()).toEqual(['copy_over'])
    expect(await take(request())).toEqual([])
  })

  test('is refused to callers who may not decide, and for members elsewhere', async () => {
    const id = await register()
    const newCase = await open(id, 'access')
    const asOfficer = takeCopy(deps, officer, request(), { memberId: id, caseId: newCase.id })
    expect(await refusalOf(asOfficer)).toEqual(['not_allowed'])
    const other = callerAs('admin', { area: '31.72' })
    const asOther = takeCopy(deps, other, request(), { memberId: id, caseId: newCase.id })
    expect(await refusalOf(asOther)).toEqual(['not_found'])
  })
})
