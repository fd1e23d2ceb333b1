import { beforeAll, describe, expect, test } from 'vitest'
import type { NewTarget } from '../../../shared/domain/programme/target.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import {
  listTargets,
  listTargetVersions,
  makePrimary,
  reviseTarget,
  setTarget,
} from '../../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-09' })
})

let years = 2030
/** A scope that no other test uses. */
const scope = () => {
  years++
  return { indicator: 'P1', area: '31', from: `${years}-01`, to: `${years}-12` }
}
const set = async (input: NewTarget) => (await setTarget(deps, admin, request(), input)).answer
const plan = { value: 100, basis: 'RPJMD' }

const primariesOf = async ({ from }: { from: string }) =>
  (await listTargets(deps, admin)).filter((target) => target.from === from && target.primary).map(({ id }) => id)

describe('exactly one target of a scope is primary', () => {
  test('the first, until another is set as primary or made primary', async () => {
    const where = scope()
    const first = await set({ ...where, ...plan })
    expect(await primariesOf(where)).toEqual([first.id])
    const rival = await set({ ...where, ...plan, value: 200 })
    expect(await primariesOf(where)).toEqual([first.id])
    const leadingTarget = await set({ ...where, ...plan, value: 300, primary: true })
    expect(await primariesOf(where)).toEqual([leadingTarget.id])
    await makePrimary(deps, admin, rival.id)
    expect(await primariesOf(where)).toEqual([rival.id])
  })

  test('when eight are set at once', async () => {
    const where = scope()
    const targets = await Promise.all(Array.from({ length: 8 }, (_, i) => set({ ...where, ...plan, value: i })))
    expect(new Set(targets.map(({ id }) => id)).size).toBe(8)
    expect(await primariesOf(where)).toHaveLength(1)
  })

  test('when some are set as primary and others made primary at once', async () => {
    const where = scope()
    const targets = await Promise.all(Array.from({ length: 4 }, (_, i) => set({ ...where, ...plan, value: i })))
    await Promise.all([
      ...targets.map(({ id }) => makePrimary(deps, admin, id)),
      ...[8, 9].map((value) => set({ ...where, ...plan, value, primary: true })),
    ])
    expect(await primariesOf(where)).toHaveLength(1)
  })

  test('also after a revision', async () => {
    const where = scope()
    const first = await set({ ...where, ...plan })
    await set({ ...where, ...plan, value: 7 })
    const revision = { value: 90, basis: 'Pergub', effectiveFrom: '2031-06-01', reason: 'Anggaran' }
    await reviseTarget(deps, admin, first.id, 1, revision)
    expect(await primariesOf(where)).toEqual([first.id])
    expect((await listTargets(deps, admin)).find(({ id }) => id === first.id)).toMatchObject({ version: 2, value: 90 })
  })
})

test('a target is revised by a new version; the old ones stay', async () => {
  const first = await set({ ...scope(), ...plan })
  const revision = { value: 90, basis: 'Pergub', effectiveFrom: '2031-06-01', reason: 'Anggaran' }
  await reviseTarget(deps, admin, first.id, 1, revision)
  expect(await listTargetVersions(deps, admin, first.id)).toMatchObject([
    { version: 1, value: 100, basis: 'RPJMD' },
    { version: 2, ...revision },
  ])
})

test('of two simultaneous revisions one is made, and the other is refused as stale', async () => {
  const first = await set({ ...scope(), ...plan })
  const revise = (value: number) =>
    refusalOf(reviseTarget(deps, admin, first.id, 1, { value, basis: 'x', effectiveFrom: '2031-06-01', reason: 'y' }))
  expect((await Promise.all([revise(1), revise(2)])).toSorted()).toEqual([[], ['version_stale']])
  expect(await listTargetVersions(deps, admin, first.id)).toHaveLength(2)
})

test('all mistakes of a target are named at once', async () => {
  const wrongInput = { ...plan, indicator: 'P9', area: '99', agency: 'NASA', from: '2021-12', to: '2021-11' }
  expect(await refusalOf(setTarget(deps, admin, request(), wrongInput))).toEqual([
    'indicator_unknown',
    'area_unknown',
    'agency_unknown',
    'target_period',
  ])
})

test('figures count towards a target from the beginning of its period, in either reading', async () => {
  const ledger = await testDeps({ programme: fewAreas, firstMonth: '2021-09', now: '2021-11-10T05:00:00.000Z' })
  const register = (registeredOn: string) =>
    registerMember(ledger, admin, request(), {
      person: { name: 'Ani' },
      gender: 'female',
      category: 'pemula',
      area: '31.71.01.1001',
      agency: 'KPKP',
      registeredOn,
    })
  const input = { indicator: 'P1', area: '31', from: '2021-10', to: '2021-12', ...plan }
  await setTarget(ledger, admin, request(), input)
  await register('2021-09-05')
  await register('2021-10-05')
  await closeMonths(ledger, 'schedule')
  // A registration of September that is recorded in November is realised in November, and belongs to September.
  await register('2021-09-06')
  const realisedCounts = async (reading: 'as_posted' | 'restated') => {
    const { indicators } = await computeFigures(ledger, { month: '2021-11', area: '31', reading })
    return indicators[0]?.targets.map((target) => target.realised)
  }
  expect(await realisedCounts('as_posted')).toEqual([2])
  expect(await realisedCounts('restated')).toEqual([1])
})

test('a target whose period has ended keeps what was attained in it', async () => {
  const ledger = await testDeps({ programme: fewAreas, firstMonth: '2021-08' })
  const month = { indicator: 'P1', area: '31', from: '2021-09', to: '2021-09', ...plan }
  await setTarget(ledger, admin, request(), month)
  for (const registeredOn of ['2021-08-10', '2021-09-10', '2021-09-20', '2021-10-10', '2021-11-10'])
    await registerMember(ledger, admin, request(), {
      person: { name: 'Sri Wahyuni' },
      gender: 'female',
      category: 'pemula',
      area: '31.71.01',
      agency: 'PPAPP',
      registeredOn,
    })
  const realisedCounts = async (reportMonth: string, reading: 'as_posted' | 'restated') =>
    (await computeFigures(ledger, { month: reportMonth, area: '31', reading })).indicators[0]?.targets.map(
      (each) => each.realised,
    )
  for (const reading of ['as_posted', 'restated'] as const)
    for (const reportMonth of ['2021-09', '2021-10', '2021-11'])
      expect(await realisedCounts(reportMonth, reading)).toEqual([2])
  await closeMonths(ledger, 'schedule')
  expect(await realisedCounts('2021-11', 'as_posted')).toEqual([2])
})
