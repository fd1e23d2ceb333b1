import { expect, test } from 'vitest'
import { closeMonthHandler } from '../../../functions/close-month/handler.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { repairCell } from '../../../shared/usecases/ledger/repair.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const area = '31.71.01.1001'

async function deps(now = '2021-12-05T05:00:00.000Z') {
  const newDeps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now })
  const register = (registeredOn: string) =>
    registerMember(newDeps, admin, request(), {
      person: { name: 'Sri Wahyuni', nik: newNik() },
      ...{ gender: 'male', category: 'pemula', area, agency: 'PPAPP', registeredOn },
    })
  /** Makes a counter of late entries without an entry. */
  const spoil = async (month: string) => {
    const cell = { stage: 'P1', agency: 'PPAPP', gender: 'male', category: 'pemula' } as const
    const counters = { [newDeps.frame.names.nameOf('late', cell)]: 1 }
    await newDeps.commit(newDeps.tallies.addShift({ month, area, trueMonth: '2021-10', counters }))
  }
  return { ...newDeps, register, spoil }
}

test('every ended month is closed and issued, in order, and the current one is left open', async () => {
  const given = await deps()
  await given.register('2021-10-20')
  const closing = await closeMonthHandler(given)()
  expect(closing).toEqual({ closed: ['2021-10', '2021-11'], issued: ['2021-10', '2021-11'], held: [] })
  expect(
    (await given.ledger.months()).map(({ month, status, issues, closedBy }) => [month, status, issues, closedBy]),
  ).toEqual([
    ['2021-10', 'closed', 1, 'schedule'],
    ['2021-11', 'closed', 1, 'schedule'],
  ])
  const figures = await computeFigures(given, { month: '2021-10', area: '31', reading: 'as_posted' })
  expect(figures.stages[0]?.cumulative).toBe(1)
})

test('a second run, or one with nothing to close, does nothing and says so', async () => {
  const given = await deps()
  const run = closeMonthHandler(given)
  await run()
  expect(await run()).toEqual({ closed: [], issued: [], held: [] })
  given.clock.set('2022-01-01T00:00:00.000+07:00')
  expect(await run()).toEqual({ closed: ['2021-12'], issued: ['2021-12'], held: [] })
})

test('the month ends in Jakarta: a minute before midnight there it is not closed', async () => {
  const given = await deps('2021-10-31T16:59:00.000Z')
  expect(await closeMonthHandler(given)()).toEqual({ closed: [], issued: [], held: [] })
  given.clock.set('2021-10-31T17:00:00.000Z')
  expect(await closeMonthHandler(given)()).toMatchObject({ closed: ['2021-10'] })
})

test('several runs at once close and issue each month once', async () => {
  const given = await deps()
  const runs = await Promise.all([1, 2, 3].map(() => closeMonthHandler(given)()))
  expect(runs.every(({ held }) => held.length === 0)).toBe(true)
  expect((await given.issues.all()).map(({ month, number }) => [month, number])).toEqual([
    ['2021-10', 1],
    ['2021-11', 1],
  ])
})

test('a month whose recount differs is closed but not issued, nor are later ones; the run fails so that somebody notices', async () => {
  const given = await deps()
  await given.register('2021-10-20')
  await given.spoil('2021-11')
  const run = closeMonthHandler(given)
  await expect(run()).rejects.toThrow('A recount differs: 2021-11 not issued')
  expect((await given.ledger.months()).map(({ month, status, issues }) => [month, status, issues])).toEqual([
    ['2021-10', 'closed', 1],
    ['2021-11', 'closed', 0],
  ])
  expect(given.logged.join('\n')).toContain('A counter differs from its entries')
  given.clock.set('2022-01-05T05:00:00.000Z')
  await expect(run()).rejects.toThrow('A recount differs: 2021-11, 2021-12 not issued')

  await repairCell(given, admin, request(), { month: '2021-11', area, reason: 'Salah hitung' })
  expect(await run()).toEqual({ closed: [], issued: ['2021-11', '2021-12'], held: [] })
})

test('the first run of a new deployment opens the books itself', async () => {
  const given = await deps()
  const books = await given.ledger.get()
  expect(books).toMatchObject({ firstMonth: '2021-10', closedThrough: '2021-09' })
  await closeMonthHandler(given)()
  expect(await given.ledger.get()).toMatchObject({ firstMonth: '2021-10', closedThrough: '2021-11' })
})
