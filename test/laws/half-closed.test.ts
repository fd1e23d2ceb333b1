import { beforeEach, expect, test } from 'vitest'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { mergeMembers } from '../../shared/usecases/members/merges.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { admin, somebody } from '../support/harbourville.ts'
import { recountAll } from '../support/ledger-state.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { request, type TestDeps, testDeps } from '../support/test-deps.ts'

// A closing was interrupted after some of its cells. The ledger still says that the month is open.

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-04', now: '2024-06-10T16:00:00.000Z' })
})

async function halfClose(month: string, ...areas: string[]): Promise<void> {
  await deps.ledger.beginClosing(month, deps.now().toISOString())
  await deps.commit(...areas.map((area) => deps.tallies.close(month, area)))
}

const register = async (area: string, registeredOn: string) => {
  const input = { ...somebody(), area, registeredOn }
  return (await registerMember(deps, admin, request(), input)).answer
}
const membersIn = async (month: string) =>
  (await computeFigures(deps, { month, area: 'HV', reading: 'as_posted' })).stages.map(({ cumulative }) => cumulative)

test('an act for a closed cell counts in the next month, for an open cell in its own month', async () => {
  await halfClose('2024-04', 'HV.N.1')
  expect((await register('HV.N.1', '2024-04-11')).entries).toMatchObject([{ postedIn: '2024-05', late: true }])
  expect((await register('HV.N.2b', '2024-04-11')).entries).toMatchObject([{ postedIn: '2024-04', late: false }])
  expect(await membersIn('2024-04')).toEqual([1, 0, 0, 0])
  await closeMonths(deps, 'schedule')
  expect([await membersIn('2024-04'), await membersIn('2024-06')]).toEqual([
    [1, 0, 0, 0],
    [2, 0, 0, 0],
  ])
  expect(await recountAll(deps)).toEqual([])
})

test('an act skips every month whose cell is closed, up to the current month', async () => {
  await halfClose('2024-04', 'HV.N.1')
  await halfClose('2024-05', 'HV.N.1')
  expect((await register('HV.N.1', '2024-04-11')).entries).toMatchObject([{ postedIn: '2024-06', late: true }])
  expect((await register('HV.N.1', '2024-05-11')).entries).toMatchObject([{ postedIn: '2024-06', late: true }])
  expect((await register('HV.N.1', '2024-06-01')).entries).toMatchObject([{ postedIn: '2024-06', late: false }])
  await closeMonths(deps, 'schedule')
  expect(await membersIn('2024-05')).toEqual([0, 0, 0, 0])
  expect(await recountAll(deps)).toEqual([])
})

test('an act on several cells, one of them closed, is posted as a whole', async () => {
  const [from, into] = [await register('HV.N.1', '2024-04-11'), await register('HV.NE.1', '2024-04-12')]
  const learnReport = { stage: 'learn', happenedOn: '2024-04-20' }
  await recordStage(deps, admin, request(), from.memberId, { ...learnReport, area: 'HV.N.2b' })
  await halfClose('2024-04', 'HV.N.2b')
  const mergeInput = { from: from.memberId, into: into.memberId, reason: 'mistake' }
  const { answer } = await mergeMembers(deps, admin, request(), mergeInput)
  expect(new Set(answer.entries.map(({ postedIn }) => postedIn))).toEqual(new Set(['2024-05']))
  expect([await membersIn('2024-04'), await membersIn('2024-05')]).toEqual([
    [2, 1, 0, 0],
    [1, 1, 0, 0],
  ])
  await closeMonths(deps, 'schedule')
  expect(await recountAll(deps)).toEqual([])
})

test('a month whose cells are all closed, but which the ledger calls open, is closed by the next run', async () => {
  await register('HV.N.1', '2024-04-11')
  await halfClose('2024-04', ...deps.frame.areas.leaves)
  expect(await deps.ledger.get()).toMatchObject({ closedThrough: '2024-03' })
  expect(await closeMonths(deps, 'schedule')).toMatchObject({ closed: ['2024-04', '2024-05'], held: [] })
  expect(await membersIn('2024-04')).toEqual([1, 0, 0, 0])
})
