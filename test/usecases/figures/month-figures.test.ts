import { expect, test } from 'vitest'
import type { Deps } from '../../../shared/deps.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { readFiguresAsPosted, readMonthFigures } from '../../../shared/usecases/figures/month-figures.ts'
import { setTarget } from '../../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { repairCell } from '../../../shared/usecases/ledger/repair.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tamper } from '../../support/tamper.ts'
import { callerAs, copiesOf, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const area = '31.71.01.1001'
const query = { month: '2021-10', area: '31', reading: 'as_posted' } as const

const ani = { person: { name: 'Ani' }, gender: 'female', category: 'pemula', agency: 'PPAPP', area } as const
const target = {
  indicator: 'P1',
  area: '31',
  from: '2021-10',
  to: '2021-11',
  value: 7,
  basis: 'Uji',
  primary: true,
} as const
const attainedP1 = (deps: Deps): string =>
  deps.frame.names.nameOf('attained', { stage: 'P1', agency: 'PPAPP', gender: 'female', category: 'pemula' })

const closedOctober = copiesOf(async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-10-20T05:00:00.000Z' })
  const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', agency: 'PPAPP' } as const
  await registerMember(deps, admin, request(), { ...input, area })
  deps.clock.set('2021-11-30T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  return { deps }
})

/** Dependencies whose reads all fail, except those of the books. */
function booksOnly(deps: TestDeps): Deps {
  const failToRecompute = () => {
    throw new Error('This is read again')
  }
  return {
    ...deps,
    ledger: { ...deps.ledger, get: failToRecompute, month: failToRecompute, lastRecount: failToRecompute },
    totals: { ...deps.totals, ofEdition: failToRecompute },
    tallies: { ...deps.tallies, inMonth: failToRecompute },
    targets: { ...deps.targets, all: failToRecompute },
    yardsticks: { ...deps.yardsticks, get: failToRecompute },
  }
}

test('a closed month is read once; afterwards only the books are read', async () => {
  const { deps } = await closedOctober()
  const fresh = await computeFigures(deps, query)
  expect(await readMonthFigures(deps, admin, query)).toEqual(fresh)
  const again = await readFiguresAsPosted(booksOnly(deps), admin, query)
  expect(again?.figures).toEqual(fresh)
  expect(JSON.parse(again?.json ?? '')).toEqual(fresh)
})

test('figures in memory are not shown to callers who may not see them', async () => {
  const { deps } = await closedOctober()
  await readMonthFigures(deps, admin, query)
  const otherOfficer = callerAs('officer', { area: '31.72' })
  expect(await refusalOf(readMonthFigures(deps, otherOfficer, query))).toEqual(['not_found'])
  const [theirs, ofAgency] = [
    { ...query, area: '31.72' },
    { ...query, agency: 'PPAPP' },
  ]
  for (const scopedQuery of [theirs, ofAgency])
    expect(await readMonthFigures(deps, admin, scopedQuery)).toEqual(await computeFigures(deps, scopedQuery))
  expect(await readMonthFigures(deps, otherOfficer, theirs)).toEqual(await computeFigures(deps, theirs))
})

test('an open month, and the restated reading of a closed one, include the latest postings and settings', async () => {
  const { deps } = await closedOctober()
  for (const movingQuery of [
    { ...query, month: '2021-11' },
    { ...query, reading: 'restated' as const },
  ]) {
    const before = await readMonthFigures(deps, admin, movingQuery)
    await registerMember(deps, admin, request(), { ...ani, registeredOn: '2021-10-21' })
    const between = await readMonthFigures(deps, admin, movingQuery)
    expect(between.stages[0]?.cumulative).toBe((before.stages[0]?.cumulative ?? 0) + 1)
    await setTarget(deps, admin, request(), target)
    const after = await readMonthFigures(deps, admin, movingQuery)
    expect(after.indicators).not.toEqual(between.indicators)
    expect(after).toEqual(await computeFigures(deps, movingQuery))
  }
  expect(await readFiguresAsPosted(deps, admin, { ...query, reading: 'restated' })).toBeUndefined()
})

test('an open month is recomputed only after a posting, a recount or a setting', async () => {
  const { deps } = await closedOctober()
  deps.clock.set('2021-12-02T05:00:00.000Z')
  const failToRecompute = () => {
    throw new Error('Recomputed')
  }
  const failsOnRecompute = { ...deps, totals: { ...deps.totals, ofEdition: failToRecompute } }
  for (const month of ['2021-11', '2021-12']) {
    const openQuery = { ...query, month }
    for (const act of [
      () => registerMember(deps, admin, request(), { ...ani, registeredOn: `${month}-01` }),
      () => registerMember(deps, admin, request(), { ...ani, registeredOn: '2021-10-21' }),
      () => registerMember(deps, admin, request(), { ...ani, area: '31.72.01.1001', registeredOn: `${month}-01` }),
      () => setTarget(deps, admin, request(), { ...target, to: '2021-12' }),
      () => recountMonth(deps, month),
      () => tamper(deps, { month, area }, attainedP1(deps), 1),
    ]) {
      const before = await readFiguresAsPosted(deps, admin, openQuery)
      expect((await readFiguresAsPosted(failsOnRecompute, admin, openQuery)) === before).toBe(true)
      await act()
      await expect(readFiguresAsPosted(failsOnRecompute, admin, openQuery)).rejects.toThrow('Recomputed')
      const after = await readFiguresAsPosted(deps, admin, openQuery)
      expect(after?.figures).toEqual(await computeFigures(deps, openQuery))
      expect(after?.hash).not.toBe(before?.hash)
    }
  }
})

test('an open month is recomputed when a partner is added, an earlier month is repaired or its own closing begins', async () => {
  const { deps } = await closedOctober()
  const openQuery = { ...query, month: '2021-11' }
  const failToRecompute = () => {
    throw new Error('Recomputed')
  }
  const failsOnRecompute = { ...deps, totals: { ...deps.totals, ofEdition: failToRecompute } }
  const signing = { scheme: 'standard_webhooks', skewSeconds: 300 } as const
  const bank = { code: 'bank-contoh', name: 'Bank Contoh', type: 'bank', isSandbox: false, signing } as const
  for (const act of [
    () => registerPartner(deps, admin, request(), { ...bank, allowedFrom: [] }),
    async () => {
      await tamper(deps, { month: '2021-10', area }, attainedP1(deps), 1)
      await repairCell(deps, admin, request(), { month: '2021-10', area, reason: 'Found by recount' })
    },
    () => deps.ledger.beginClosing('2021-11', deps.now().toISOString()),
  ]) {
    await readFiguresAsPosted(deps, admin, openQuery)
    await act()
    await expect(readFiguresAsPosted(failsOnRecompute, admin, openQuery)).rejects.toThrow('Recomputed')
    expect((await readFiguresAsPosted(deps, admin, openQuery))?.figures).toEqual(await computeFigures(deps, openQuery))
  }
})

test('two closed months that were never recounted do not share figures in memory', async () => {
  const { deps } = await closedOctober()
  deps.clock.set('2021-12-05T07:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const at: Deps['ledger']['at'] = async (month) => ({ ...(await deps.ledger.at(month)), recount: undefined })
  const uncountedDeps = { ...deps, ledger: { ...deps.ledger, at } }
  for (const month of ['2021-10', '2021-11'])
    expect((await readMonthFigures(uncountedDeps, admin, { ...query, month })).month).toBe(month)
})

test('a repair and a recount change the figures in memory, and closing the next month does not', async () => {
  const { deps } = await closedOctober()
  const first = await readFiguresAsPosted(deps, admin, query)
  await tamper(deps, { month: '2021-10', area }, attainedP1(deps), 4)
  await repairCell(deps, admin, request(), { month: '2021-10', area, reason: 'Found by recount' })
  const repairedFigures = await readFiguresAsPosted(deps, admin, query)
  expect(repairedFigures?.figures).toEqual(await computeFigures(deps, query))

  deps.clock.set('2021-11-30T07:00:00.000Z')
  await recountMonth(deps, '2021-10')
  const recountedFigures = await readFiguresAsPosted(deps, admin, query)
  expect(recountedFigures?.figures.recount?.countedAt).toBe('2021-11-30T07:00:00.000Z')
  expect(recountedFigures?.hash).not.toBe(first?.hash)

  deps.clock.set('2021-12-05T07:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const { recount: _, ...later } = await readMonthFigures(deps, admin, query)
  expect({ ...recountedFigures?.figures, recount: undefined }).toEqual({ ...later, recount: undefined })
})

test('while totals are recomputed after a repair, nothing is kept in memory', async () => {
  const { deps } = await closedOctober()
  const failingDeps = {
    ...deps,
    totals: {
      ...deps.totals,
      save: async () => {
        throw new Error('killed')
      },
    },
  }
  await deps.totals.save('2021-10', [{ area: '31', cumulative: {}, inMonth: {}, shifts: {} }])
  const repairInput = { month: '2021-10', area, reason: 'Found by recount' }
  await expect(repairCell(failingDeps, admin, request(), repairInput)).rejects.toThrow('killed')
  expect(await readFiguresAsPosted(deps, admin, query)).toBeUndefined()
  expect((await readMonthFigures(deps, admin, query)).stages[0]?.cumulative).toBe(0)
  await closeMonths(deps, 'schedule')
  expect((await readFiguresAsPosted(deps, admin, query))?.figures.stages[0]?.cumulative).toBe(1)
})
