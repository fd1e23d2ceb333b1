import { expect, test } from 'vitest'
import { monthRange } from '../../shared/domain/calendar.ts'
import type { NewMember } from '../../shared/domain/member/member.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { findIssue } from '../../shared/usecases/issues/issues.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'

const admin = callerAs('admin', { area: 'HV' })
const areas = ['HV.N.1', 'HV.N.10', 'HV.N.2b', 'HV.NE.1']

const person = (i: number, registeredOn: string): NewMember => ({
  person: { name: 'Sam' },
  gender: i % 2 ? 'female' : 'male',
  category: 'new',
  area: areas[i % areas.length] ?? 'HV.N.1',
  agency: 'trade',
  registeredOn,
})

const cumulative = async (deps: TestDeps, month: string) =>
  (await computeFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })).stages.map(
    (s) => s.cumulative,
  )

test('16 writers racing with five closings lose nothing and enter no closed month', { timeout: 60_000 }, async () => {
  const deps = await testDeps({ programme: smallProgramme, firstMonth: '2023-11', now: '2024-02-03T12:00:00.000Z' })
  const days = ['2023-11-05', '2023-12-24', '2024-01-31', '2024-02-01']
  const writers = mapAtOnce(
    Array.from({ length: 160 }, (_, i) => i),
    16,
    async (i) => {
      const { answer } = await registerMember(deps, admin, request(), person(i, days[i % days.length] ?? ''))
      if (i % 3 === 0)
        await recordStage(deps, admin, request(), answer.memberId, { stage: 'learn', happenedOn: '2024-01-15' })
      return answer.entries[0]
    },
  )
  await deps.pause(150)
  const closings = await Promise.all(Array.from({ length: 5 }, () => closeMonths(deps, 'schedule')))
  const entries = await writers

  expect(closings.flatMap(({ held }) => held)).toEqual([])
  expect(entries.filter((entry) => entry?.late).length).toBeGreaterThan(0)
  expect((await cumulative(deps, '2024-02')).slice(0, 2)).toEqual([160, 54])
  for (const month of monthRange('2023-11', '2024-02')) expect((await recountMonth(deps, month)).differing).toBe(0)
  for (const month of monthRange('2023-11', '2024-01')) {
    const { issue } = await findIssue(deps, admin, { month, number: 1 })
    expect(await cumulative(deps, month), month).toEqual(issue.figures.stages.map((stage) => stage.cumulative))
    expect(await deps.issues.ofMonth(month)).toHaveLength(1)
  }
  const chain = await deps.issues.all()
  expect(chain.map(({ previous }) => previous)).toEqual([undefined, chain[0]?.hash, chain[1]?.hash])
})

test('200 registrations of one NIK at once make one member and add one', { timeout: 60_000 }, async () => {
  const deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-01', now: '2024-02-03T12:00:00.000Z' })
  const input = (i: number): NewMember => ({
    ...person(i, '2024-02-01'),
    person: { name: 'Sam', nik: '3171014503900001' },
  })
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, (_, i) => registerMember(deps, admin, request(), input(i))),
  )
  const successes = answers.filter(({ status }) => status === 'fulfilled')
  const refusalErrors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(successes).toHaveLength(1)
  expect(
    new Set(refusalErrors.map((error) => (error instanceof AppError ? error.problems[0]?.code : String(error)))),
  ).toEqual(new Set(['nik_taken']))
  expect((await cumulative(deps, '2024-02'))[0]).toBe(1)
})

test('of two simultaneous recordings of one stage one counts, and the other is refused', async () => {
  const deps = await testDeps({ programme: smallProgramme, firstMonth: '2024-01', now: '2024-02-03T12:00:00.000Z' })
  const { answer } = await registerMember(deps, admin, request(), person(0, '2024-02-01'))
  const report = { stage: 'learn', happenedOn: '2024-02-02' }
  const both = await Promise.allSettled([1, 2].map(() => recordStage(deps, admin, request(), answer.memberId, report)))
  const [wonAnswer] = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value.answer] : []))
  const [lostError] = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(lostError).toBeInstanceOf(AppError)
  expect(lostError).toMatchObject({
    kind: 'conflict',
    problems: [{ code: 'stage_held', params: { entryId: wonAnswer?.entries[0]?.id } }],
  })
  expect((await cumulative(deps, '2024-02')).slice(0, 2)).toEqual([1, 1])
})
