import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import {
  type ReportedStage,
  reclassifyMember,
  recordStage,
  reverseStage,
} from '../../../shared/usecases/members/stages.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2019-11', now: '2020-04-10T05:00:00.000Z' })
})

const place = { area: '31.71.01.1001', agency: 'PPKUKM', gender: 'male' as const, category: 'pemula' }

async function member(registeredOn = '2019-12-01', stages: Record<string, string> = {}, on = deps): Promise<string> {
  const person = { name: 'Ani', nik: newNik() }
  const { answer } = await registerMember(on, admin, request(), { person, ...place, registeredOn })
  for (const [stage, happenedOn] of Object.entries(stages)) await record(answer.memberId, stage, { happenedOn }, on)
  return answer.memberId
}

/** Records a stage today, with the evidence that it requires. */
function record(id: string, stage: string, report: Partial<ReportedStage> = {}, on = deps) {
  const kind = fewAreas.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)?.code ?? ''
  const happenedOn = dayOf(on.now(), 'Asia/Jakarta')
  return recordStage(on, admin, request(), id, { stage, happenedOn, evidence: { kind }, ...report })
}

async function problemsOf(act: Promise<unknown>): Promise<Problem[]> {
  try {
    await act
    return []
  } catch (error) {
    if (error instanceof AppError) return error.problems
    throw error
  }
}
const codesOf = async (act: Promise<unknown>) => (await problemsOf(act)).map(({ code }) => code)
const heldBy = async (id: string, on = deps) => Object.keys((await readMember(on, admin, 'member.read', id)).standings)
const stageIn = async (on: TestDeps, month: string, stage: string, where: { area?: string; agency?: string } = {}) =>
  (await computeFigures(on, { month, area: '31', reading: 'as_posted', ...where })).stages.find(
    (s) => s.stage === stage,
  )

test('registration is reversed with all stages or not at all, and all of them may be attained again', async () => {
  const id = await member('2020-03-01', { P5: '2020-03-02', P2: '2020-03-03' })
  const reversal = { stage: 'P1', reason: 'wrong_person' }
  expect(await problemsOf(reverseStage(deps, admin, request(), id, { ...reversal, cascade: false }))).toMatchObject([
    { code: 'stage_supports_others', params: { stage: 'P1', dependents: 'P2, P5' } },
  ])
  expect(await heldBy(id)).toEqual(['P1', 'P5', 'P2'])
  await reverseStage(deps, admin, request(), id, { ...reversal, cascade: true })
  expect(await heldBy(id)).toEqual([])
  await record(id, 'P1', { happenedOn: '2020-03-05' })
  await record(id, 'P5', { happenedOn: '2020-03-05' })
  expect(await heldBy(id)).toEqual(['P1', 'P5'])
})

describe('a stage is refused', () => {
  test.each([
    ['in an area that the programme does not have', 'P2', { area: '99' }, ['area_unknown']],
    ['in an area that is too wide', 'P2', { area: '31.71' }, ['area_too_wide']],
    ['that the programme does not have', 'P8', {}, ['stage_unknown']],
  ])('%s', async (_, stage, report, codes) => {
    const id = await member()
    expect(await codesOf(record(id, stage, report))).toEqual(expect.arrayContaining(codes))
    expect(await heldBy(id)).toEqual(['P1'])
  })

  test('with every mistake at once', async () => {
    const id = await member()
    const report = { happenedOn: '2020-04-11', agency: 'NASA', evidence: { kind: 'halal' } }
    expect(await codesOf(record(id, 'P4', report))).toEqual([
      'date_future',
      'agency_unknown',
      'evidence_does_not_attain',
    ])
  })

  test('naming the entry that attained it first', async () => {
    const id = await member('2020-03-01', { P2: '2020-03-02' })
    const { items } = await readMemberHistory(deps, admin, id, { limit: 10 })
    expect(await problemsOf(record(id, 'P2', { happenedOn: '2020-03-01' }))).toEqual([
      { code: 'stage_held', params: { stage: 'P2', happenedOn: '2020-03-02', entryId: items[1]?.id } },
    ])
  })
})

describe('reversed and attained again', () => {
  const days = { P1: '2020-03-01', P2: '2020-03-02', P3: '2020-03-03', P4: '2020-03-04', P5: '2020-03-05' }
  const everything = Object.entries({ ...days, P6: '2020-03-06', P7: '2020-04-01' })

  /** The counts of the programme, and the stages of the member. */
  async function look(on: TestDeps, id: string) {
    const { stages, ...figures } = await computeFigures(on, { month: '2020-04', area: '31', reading: 'as_posted' })
    const { standings } = await readMember(on, admin, 'member.read', id)
    return {
      cumulative: stages.map(({ stage, cumulative }) => [stage, cumulative]),
      crossings: figures.crossings,
      durations: figures.durations,
      held: Object.entries(standings)
        .map(([stage, { entryId: _, ...standing }]) => [stage, standing])
        .toSorted(),
    }
  }

  test('registration, and all stages after it, have the same counts and stages as before', async () => {
    const on = await testDeps({ programme: fewAreas, firstMonth: '2020-03', now: '2020-04-10T05:00:00.000Z' })
    const id = await member('2020-03-01', Object.fromEntries(everything.slice(1)), on)
    const before = await look(on, id)
    expect(before.cumulative.at(-1)).toEqual(['ALL', 1])
    await reverseStage(on, admin, request(), id, { stage: 'P1', reason: 'wrong_date', cascade: true })
    const stagesLeft = await heldBy(id, on)
    expect(stagesLeft).not.toContain('ALL')
    for (const [code, happenedOn] of everything)
      if (!stagesLeft.includes(code)) await record(id, code, { happenedOn }, on)
    expect(await look(on, id)).toEqual(before)
  })
})

describe('an act for a closed month', () => {
  async function april() {
    const on = await testDeps({ programme: fewAreas, firstMonth: '2020-03', now: '2020-03-20T05:00:00.000Z' })
    const id = await member('2020-03-01', {}, on)
    on.clock.set('2020-04-10T05:00:00.000Z')
    await closeMonths(on, 'schedule')
    return { on, id }
  }

  test('counts in the open month, on a line of its own, with its true date', async () => {
    const { on, id } = await april()
    const { answer } = await record(id, 'P2', { happenedOn: '2020-03-15' }, on)
    expect(answer.entries).toMatchObject([{ happenedOn: '2020-03-15', postedIn: '2020-04', late: true }])
    expect(await stageIn(on, '2020-03', 'P2')).toMatchObject({ cumulative: 0 })
    expect(await stageIn(on, '2020-04', 'P2')).toMatchObject({
      cumulative: 1,
      inMonth: { attained: 0, late: 1, net: 1 },
    })
    const { late } = await computeFigures(on, { month: '2020-04', area: '31', reading: 'as_posted' })
    expect(late).toEqual([{ trueMonth: '2020-03', stages: { P2: 1 } }])
  })

  test('is shown to the agency that it belongs to', async () => {
    const { on, id } = await april()
    await record(id, 'P2', { happenedOn: '2020-03-15' }, on)
    const lateOf = async (agency: string) =>
      (await computeFigures(on, { month: '2020-04', area: '31', agency, reading: 'as_posted' })).late
    expect(await lateOf('PPKUKM')).toEqual([{ trueMonth: '2020-03', stages: { P2: 1 } }])
    expect(await lateOf('KPKP')).toEqual([])
  })

  test('can be a reversal, of the stage as it counted', async () => {
    const { on, id } = await april()
    await reverseStage(on, admin, request(), id, { stage: 'P1', reason: 'wrong_person', cascade: false })
    expect(await stageIn(on, '2020-03', 'P1')).toMatchObject({ cumulative: 1 })
    expect(await stageIn(on, '2020-04', 'P1')).toMatchObject({
      cumulative: 0,
      inMonth: { attained: 0, late: 0, reversed: 1, net: -1 },
    })
  })
})

describe('reclassifying', () => {
  test('moves what was counted by mistake, as two entries on separate lines', async () => {
    const on = await testDeps({ programme: fewAreas, firstMonth: '2020-03', now: '2020-03-20T05:00:00.000Z' })
    const id = await member('2020-03-01', { P2: '2020-03-02' }, on)
    const change = { agency: 'KPKP', area: '31.72.01', reason: 'data_entry_mistake' }
    const { answer } = await reclassifyMember(on, admin, request(), id, change)
    expect(answer.entries.map(({ kind, stage }) => [stage, kind])).toEqual([
      ['P1', 'reclassified_out'],
      ['P1', 'reclassified_in'],
      ['P2', 'reclassified_out'],
      ['P2', 'reclassified_in'],
    ])
    const lines = { attained: 0, late: 0, reversed: 0, reclassifiedIn: 0, reclassifiedOut: 0 }
    expect(await stageIn(on, '2020-03', 'P2')).toMatchObject({
      cumulative: 1,
      inMonth: { ...lines, attained: 1, reclassifiedIn: 1, reclassifiedOut: 1, net: 1 },
    })
    expect(await stageIn(on, '2020-03', 'P2', { area: '31.71.01.1001' })).toMatchObject({
      cumulative: 0,
      inMonth: { ...lines, attained: 1, reclassifiedOut: 1, net: 0 },
    })
    expect(await stageIn(on, '2020-03', 'P2', { area: '31.72.01.0000', agency: 'KPKP' })).toMatchObject({
      cumulative: 1,
      inMonth: { ...lines, reclassifiedIn: 1, net: 1 },
    })
  })
})
