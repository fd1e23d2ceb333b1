import { describe, expect, test } from 'vitest'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { findIssue } from '../../shared/usecases/issues/issues.ts'
import { listRepairs } from '../../shared/usecases/ledger/months.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { repairCell } from '../../shared/usecases/ledger/repair.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { admin, somebody } from '../support/harbourville.ts'
import { postedFigures, recountAll } from '../support/ledger-state.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { lastOfEach } from '../support/runs.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { tamper, tamperTotals } from '../support/tamper.ts'
import { copiesOf, request, type TestDeps, testDeps } from '../support/test-deps.ts'

/** Three months with late entries and a late reversal. May and June are still open. */
const ledger = copiesOf(async () => {
  const deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-04', now: '2024-04-20T16:00:00.000Z' })
  const register = async (registeredOn: string) =>
    (await registerMember(deps, admin, request(), { ...somebody(), registeredOn })).answer.memberId
  const first = await register('2024-04-11')
  await recordStage(deps, admin, request(), first, { stage: 'learn', happenedOn: '2024-04-12' })
  deps.clock.set('2024-05-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  await register('2024-04-13')
  await register('2024-05-02')
  await reverseStage(deps, admin, request(), first, { stage: 'learn', reason: 'mistake', cascade: false })
  deps.clock.set('2024-06-10T16:00:00.000Z')
  await register('2024-06-01')
  return { deps }
})
const harbourville = async () => (await ledger()).deps

const place = { agency: 'trade', gender: 'male', category: 'new' } as const
const cell = { month: '2024-05', area: 'HV.N.1' }
const counterOf = (deps: TestDeps, line: 'attained' | 'late' | 'net', stage = 'apply') =>
  deps.frame.names.nameOf(line, { stage, ...place })

type Fault = {
  what: string
  cause: (deps: TestDeps) => Promise<void>
  difference: (deps: TestDeps) => object
}

const openFaults: Fault[] = [
  {
    what: 'a counter that is too high',
    cause: (deps) => tamper(deps, cell, counterOf(deps, 'attained'), 1),
    difference: (deps) => ({ ...cell, counter: counterOf(deps, 'attained'), stored: 2, counted: 1 }),
  },
  {
    what: 'a counter without entries',
    cause: (deps) => tamper(deps, cell, counterOf(deps, 'attained', 'open'), 3),
    difference: (deps) => ({ ...cell, counter: counterOf(deps, 'attained', 'open'), stored: 3, counted: 0 }),
  },
  {
    what: 'a duration',
    cause: (deps) => tamper(deps, cell, deps.frame.names.durationOf('learn', 1), 1),
    difference: (deps) => ({ ...cell, counter: deps.frame.names.durationOf('learn', 1), stored: 0, counted: -1 }),
  },
  {
    what: 'a counter of late entries',
    cause: (deps) => tamper(deps, { ...cell, trueMonth: '2024-04' }, counterOf(deps, 'late'), 1),
    difference: (deps) => ({ ...cell, trueMonth: '2024-04', counter: counterOf(deps, 'late'), stored: 2, counted: 1 }),
  },
  {
    what: 'late entries of a month that has none',
    cause: (deps) => tamper(deps, { ...cell, trueMonth: '2024-03' }, counterOf(deps, 'late'), 1),
    difference: (deps) => ({ ...cell, trueMonth: '2024-03', counter: counterOf(deps, 'late'), stored: 1, counted: 0 }),
  },
]

const frozenFaults: Fault[] = [
  {
    what: 'a frozen total',
    cause: (deps) =>
      tamperTotals(deps, { ...cell, area: 'HV.N' }, ({ cumulative }) => ({
        cumulative: { ...cumulative, [counterOf(deps, 'net')]: 9 },
      })),
    difference: (deps) => ({ month: cell.month, area: 'HV.N', counter: counterOf(deps, 'net'), stored: 9, counted: 3 }),
  },
  {
    what: "a frozen month's line",
    cause: (deps) =>
      tamperTotals(deps, { ...cell, area: 'HV' }, ({ inMonth }) => ({
        inMonth: { ...inMonth, [counterOf(deps, 'late')]: 0 },
      })),
    difference: (deps) => ({ month: cell.month, area: 'HV', counter: counterOf(deps, 'late'), stored: 0, counted: 1 }),
  },
  {
    what: 'frozen late entries',
    cause: (deps) => tamperTotals(deps, cell, () => ({ shifts: {} })),
    difference: (deps) => ({ ...cell, trueMonth: '2024-04', counter: counterOf(deps, 'late'), stored: 0, counted: 1 }),
  },
]

const openCases = lastOfEach(openFaults, ({ what }) => what.includes('late'))

describe.each(openCases)('$what, in an open month,', { timeout: 60_000 }, ({ cause, difference }) => {
  test('is found, logged, kept out of issues, and repaired with both values on record', async () => {
    const deps = await harbourville()
    await cause(deps)
    const { differences, differing, agreedAt } = await recountMonth(deps, cell.month)
    expect(differences).toEqual([difference(deps)])
    expect([differing, agreedAt]).toEqual([1, undefined])
    const { counter, stored, counted } = differences[0] ?? {}
    expect(deps.logged.filter((line) => line.includes('"level":"error"'))).toEqual([
      expect.stringContaining(JSON.stringify({ ...cell, counter, stored, counted }).slice(1, -1)),
    ])

    const closing = { closed: ['2024-05'], issued: [], held: ['2024-05'] }
    expect(await closeMonths(deps, 'schedule')).toEqual(closing)
    expect(await closeMonths(deps, 'schedule')).toEqual({ ...closing, closed: [] })
    expect((await deps.issues.ofMonth('2024-05')).length).toBe(0)

    const { answer } = await repairCell(deps, admin, request(), { ...cell, reason: 'Found by recount' })
    expect(answer).toMatchObject({ by: 'admin-1', reason: 'Found by recount', differences: [difference(deps)] })
    expect(await listRepairs(deps, admin)).toEqual([answer])
    expect(deps.logged.at(-1)).toContain(`"counter":"${counter}","stored":${stored},"counted":${counted}`)

    expect(await recountAll(deps)).toEqual([])
    expect(await closeMonths(deps, 'schedule')).toEqual({ closed: [], issued: ['2024-05'], held: [] })
    expect(await postedFigures(deps)).toEqual(await figuresWithoutFault())
  })
})

const closedFaults = [...openFaults.filter(({ what }) => / (high|late entries)$/.test(what)), ...frozenFaults]

const closedCases = lastOfEach(closedFaults, ({ what }) => what.includes('frozen'))

const closedLedger = copiesOf(async () => {
  const deps = await harbourville()
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  return { deps }
})

describe.each(closedCases)('$what, in a closed month,', { timeout: 60_000 }, ({ cause, difference }) => {
  test('is found in that month, and repaired up to the last closed one', async () => {
    const { deps } = await closedLedger()
    await cause(deps)
    expect((await recountMonth(deps, cell.month)).differences).toContainEqual(difference(deps))
    await repairCell(deps, admin, request(), { ...cell, reason: 'Found by recount' })
    expect(await recountAll(deps)).toEqual([])
    deps.clock.set('2024-06-10T16:00:00.000Z')
    const figures = await postedFigures(deps)
    expect(figures.map(({ stages }) => stages)).toEqual((await figuresWithoutFault()).map(({ stages }) => stages))
  })
})

let soundFigures: ReturnType<typeof postedFigures> | undefined
function figuresWithoutFault() {
  soundFigures ??= harbourville().then(async (deps) => {
    await closeMonths(deps, 'schedule')
    return postedFigures(deps)
  })
  return soundFigures
}

describe('a repair that was cut off before it recomputed the totals', () => {
  /** May is closed and issued. A fault changed its totals, and the repair of them was killed after it was logged. */
  async function cutOffRepair(repair = request()) {
    const deps = await harbourville()
    await closeMonths(deps, 'schedule')
    await frozenFaults[0]?.cause(deps)
    const failingTotals = { ...deps.totals, save: async () => Promise.reject(new Error('killed')) }
    const repairInput = { ...cell, reason: 'Found by recount' }
    await expect(repairCell({ ...deps, totals: failingTotals }, admin, repair, repairInput)).rejects.toThrow('killed')
    expect(await listRepairs(deps, admin)).toHaveLength(1)
    expect((await recountMonth(deps, cell.month)).differing).toBe(1)
    return deps
  }

  test('recomputes them when it is repeated', async () => {
    const repair = request()
    const deps = await cutOffRepair(repair)
    const { replayed } = await repairCell(deps, admin, repair, { ...cell, reason: 'Found by recount' })
    expect([replayed, await recountAll(deps)]).toEqual([true, []])
  })

  test('is completed before the next month is issued', async () => {
    const deps = await cutOffRepair()
    deps.clock.set('2024-07-10T16:00:00.000Z')
    expect(await closeMonths(deps, 'schedule')).toEqual({ closed: ['2024-06'], issued: ['2024-06'], held: [] })
    expect(await recountAll(deps)).toEqual([])
    const { issue } = await findIssue(deps, admin, { month: '2024-06', number: 1 })
    expect(issue.figures.stages[0]?.cumulative).toBe(4)
  })
})

test('two repairs that were cut off leave no month with old totals', { timeout: 60_000 }, async () => {
  const deps = await harbourville()
  const months = ['2024-05', '2024-06']
  for (const month of months) await tamper(deps, { ...cell, month }, counterOf(deps, 'attained'), 1)
  deps.clock.set('2024-07-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const failingTotals = { ...deps.totals, save: async () => Promise.reject(new Error('killed')) }
  for (const month of months) {
    const repair = repairCell({ ...deps, totals: failingTotals }, admin, request(), {
      ...cell,
      month,
      reason: 'Found by recount',
    })
    await expect(repair).rejects.toThrow('killed')
  }
  expect((await closeMonths(deps, 'schedule')).issued).toEqual(months)
  expect(await recountAll(deps)).toEqual([])
})

test('a month that agreed keeps the time of its last agreement', async () => {
  const deps = await harbourville()
  expect(await recountMonth(deps, '2024-05')).toMatchObject({ agreedAt: '2024-06-10T16:00:00.000Z', differing: 0 })
  deps.clock.set('2024-06-11T16:00:00.000Z')
  await tamper(deps, cell, counterOf(deps, 'attained'), 1)
  expect(await recountMonth(deps, '2024-05')).toMatchObject({
    countedAt: '2024-06-11T16:00:00.000Z',
    agreedAt: '2024-06-10T16:00:00.000Z',
    differing: 1,
  })
})

test('a cell that agrees with its entries is not repaired', async () => {
  const deps = await harbourville()
  for (const month of ['2024-04', '2024-05'])
    expect(await refusalOf(repairCell(deps, admin, request(), { ...cell, month, reason: 'To be sure' }))).toEqual([
      'repair_not_needed',
    ])
  expect(await listRepairs(deps, admin)).toEqual([])
})

test('a repair does not open a cell that was closed while it counted', async () => {
  const deps = await harbourville()
  await tamper(deps, cell, counterOf(deps, 'attained'), 1)
  let closing: Promise<unknown> | undefined
  const slow: TestDeps = {
    ...deps,
    async commit(...writes) {
      closing ??= closeMonths(deps, 'schedule')
      await closing
      await deps.commit(...writes)
    },
  }
  await repairCell(slow, admin, request(), { ...cell, reason: 'Found by recount' })
  expect(await deps.tallies.cell(cell.month, cell.area)).toMatchObject({ closed: true })
  expect(await recountAll(deps)).toEqual([])
})

test('counters that change while they are counted are counted again, and not reported as different', async () => {
  const deps = await harbourville()
  let hasPosted = false
  const busy: TestDeps = {
    ...deps,
    entries: {
      ...deps.entries,
      async ofCell(month, area) {
        const found = await deps.entries.ofCell(month, area)
        if (area === 'HV.N.1' && !hasPosted) {
          hasPosted = true
          await registerMember(deps, admin, request(), { ...somebody(), registeredOn: '2024-06-02' })
        }
        return found
      },
    },
  }
  expect(await recountMonth(busy, '2024-06')).toMatchObject({ differing: 0, entries: 2 })
})
