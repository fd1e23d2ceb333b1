import { expect, test } from 'vitest'
import type { Reading } from '../../shared/domain/figures/figures.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { reviseTarget, setTarget } from '../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { findIssue } from '../../shared/usecases/issues/issues.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { fewAreas } from '../support/few-areas.ts'
import { callerAs, request, testDeps } from '../support/test-deps.ts'

const admin = callerAs('admin')

test('a target that is revised with an earlier date leaves a closed month as it was posted', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-10-20T05:00:00.000Z' })
  const input = { indicator: 'P1', area: '31', from: '2021-10', to: '2022-12', value: 2, basis: 'RPJMD' }
  const { answer: target } = await setTarget(deps, admin, request(), input)
  for (const name of ['Ani', 'Budi', 'Citra'])
    await registerMember(deps, admin, request(), {
      person: { name },
      gender: 'female',
      category: 'pemula',
      area: '31.71.01.1001',
      agency: 'KPKP',
    })
  deps.clock.set('2021-11-10T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const attained = async (reading: Reading) =>
    (await computeFigures(deps, { month: '2021-10', area: '31', reading })).indicators[0]?.targets[0]?.attainment
  expect(await attained('as_posted')).toBe('150.00')

  const revision = { value: 4, basis: 'Perubahan RPJMD', effectiveFrom: '2021-10-01', reason: 'Anggaran' }
  await reviseTarget(deps, admin, target.id, 1, revision)
  expect(await attained('as_posted')).toBe('150.00')
  expect(await attained('restated')).toBe('75.00')
  const { issue } = await findIssue(deps, admin, { month: '2021-10', number: 1 })
  expect(issue.figures.indicators[0]?.targets[0]?.attainment).toBe('150.00')
})
