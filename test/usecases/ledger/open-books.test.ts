import { expect, test } from 'vitest'
import { busy } from '../../../shared/domain/problems/app-error.ts'
import type { Programme } from '../../../shared/domain/programme/programme.ts'
import { makeScopeKey } from '../../../shared/domain/programme/target.ts'
import { listTargets } from '../../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { openBooks } from '../../../shared/usecases/ledger/open-books.ts'
import { startProgramme } from '../../../shared/usecases/ledger/start-programme.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { postedFigures, recountAll } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { assembleTestDeps, callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const grownProgramme: Programme = { ...fewAreas, areas: [...fewAreas.areas, ['31.72.01.1099', 'Kelurahan Baru']] }

const register = (deps: Parameters<typeof registerMember>[0], area: string, registeredOn: string) =>
  registerMember(deps, admin, request(), {
    person: { name: 'Ani' },
    gender: 'female',
    category: 'pemula',
    area,
    agency: 'KPKP',
    registeredOn,
  })

/** October is closed. A new version of the programme, with one more kelurahan, runs beside the old version. */
async function afterGrowth(): Promise<{ before: TestDeps; after: TestDeps }> {
  const before = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  await register(before, '31.71.01.1001', '2021-10-05')
  await closeMonths(before, 'schedule')
  return { before, after: { ...before, ...(await assembleTestDeps(before.tableName, grownProgramme, before)) } }
}

test('a new area accepts nobody until its past months are closed, and then nobody in those months', async () => {
  const { before, after } = await afterGrowth()
  expect(await refusalOf(register(after, '31.72.01.1099', '2021-10-20'))).toEqual(['areas_changed'])
  await openBooks(after)
  const { answer } = await register(after, '31.72.01.1099', '2021-10-20')
  expect(answer.entries).toMatchObject([{ postedIn: '2021-11', late: true }])
  expect(await after.tallies.cell('2021-10', '31.72.01.1099')).toMatchObject({ closed: true, counters: {} })
  expect(await refusalOf(register(before, '31.71.01.1001', '2021-11-20'))).toEqual(['areas_changed'])
  expect(await recountAll(after)).toEqual([])
})

test('a new area does not change what was counted, and months are closed as before', async () => {
  const { before, after } = await afterGrowth()
  const countsOf = async (deps: TestDeps) =>
    (await postedFigures(deps)).map(({ stages, crossings }) => [stages, crossings])
  const figures = await countsOf(before)
  await openBooks(after)
  expect(await countsOf(after)).toEqual(figures)
  after.clock.set('2021-12-10T05:00:00.000Z')
  expect(await closeMonths(after, 'schedule')).toEqual({ closed: ['2021-11'], issued: ['2021-11'], held: [] })
})

test('a version with other areas does not close months', async () => {
  const { after } = await afterGrowth()
  after.clock.set('2021-12-10T05:00:00.000Z')
  expect(await refusalOf(closeMonths(after, 'schedule'))).toEqual(['areas_changed'])
  await openBooks(after)
  expect(await closeMonths(after, 'schedule')).toMatchObject({ closed: ['2021-11'] })
})

test('opening open books again changes nothing', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const contents = await tableContents(deps.tableName)
  await Promise.all([openBooks(deps), openBooks(deps, '2020-01')])
  expect(await tableContents(deps.tableName)).toEqual(contents)
})

test('the first start sets the targets of the programme once, also when several start at once or are cut off', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const unopenedDeps = { ...deps, ledger: { ...deps.ledger, get: async () => undefined } }
  let writesLeft = 5
  const dyingDeps: TestDeps = {
    ...unopenedDeps,
    async commit(...writes) {
      if (writesLeft-- === 0) throw new Error('The process ended')
      await deps.commit(...writes)
    },
  }
  await expect(startProgramme(dyingDeps)).rejects.toThrow('The process ended')
  await Promise.all([startProgramme(unopenedDeps), startProgramme(unopenedDeps)])
  const targets = await listTargets(deps, admin)
  expect(targets.map(({ value }) => value).toSorted()).toEqual(fewAreas.targets.map(({ value }) => value).toSorted())
  const primaryKeys = targets.filter(({ primary }) => primary).map(makeScopeKey)
  expect(new Set(primaryKeys)).toEqual(new Set(fewAreas.targets.map(makeScopeKey)))
  expect(primaryKeys).toHaveLength(new Set(primaryKeys).size)
  for (const { primary, ...declaredTarget } of fewAreas.targets)
    if (primary) expect(targets).toContainEqual(expect.objectContaining({ ...declaredTarget, primary: true }))
})

test('a first target that other writers prevent is not skipped: the start is tried again', async () => {
  const deps = await testDeps({ programme: fewAreas })
  const first: TestDeps = { ...deps, ledger: { ...deps.ledger, get: async () => undefined } }
  const contendedDeps: TestDeps = { ...first, commit: () => Promise.reject(busy('busy')) }
  expect(await refusalOf(startProgramme(contendedDeps))).toEqual(['busy'])
})
