import { beforeEach, expect, test } from 'vitest'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { readIssue } from '../../../shared/usecases/issues/issue-file.ts'
import { reissue } from '../../../shared/usecases/issues/issues.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const month = '2021-11'
let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-11-20T05:00:00.000Z' })
})

async function member(area: string, agency = 'PPAPP', registeredOn = '2021-11-03'): Promise<string> {
  const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', area, agency, registeredOn } as const
  return (await registerMember(deps, admin, request(), input)).answer.memberId
}

const takeBack = (id: string, reason: string, stage = 'P1') =>
  reverseStage(deps, admin, request(), id, { stage, reason, decidedOn: '2021-11-15', cascade: true })

async function reportsOfIssue(number: number) {
  const record = await deps.issues.get(month, number)
  if (!record) throw new Error('There is no such issue')
  return makeReports(await readIssue(deps, record), record.hash)
}

const reasons = ({ lines }: Report, stage = 'P1') =>
  lines.find((line) => line.stage === stage)?.reasons.map(({ reason, members }) => `${members} ${reason}`)

/** Expects that the reasons of every stage add up to its line of reversals. */
function expectWhole({ lines }: Report): void {
  for (const line of lines)
    expect([line.stage, line.reasons.reduce((sum, { members }) => sum + (members ?? 0), 0)]).toEqual([
      line.stage,
      line.reversed,
    ])
}

test('a report counts reversals by reason, for any area and agency, and also in a correction', async () => {
  await closeMonths(deps, 'system')
  const [gambir, cideng, north] = ['31.71.01.1001', '31.71.01.1002', '31.72.01.1001']
  const trainedId = await member(gambir)
  await recordStage(deps, admin, request(), trainedId, { stage: 'P2', happenedOn: '2021-11-10' })
  await takeBack(trainedId, 'not_entitled')
  for (const id of [await member(gambir), await member(cideng, 'PPKUKM')]) await takeBack(id, 'duplicate_registration')
  await takeBack(await member(north, 'PPKUKM', '2021-10-05'), 'wrong_person')
  const later = await member(north)
  deps.clock.set('2021-12-05T01:00:00.000Z')
  await closeMonths(deps, 'system')

  const postedReport = await reportsOfIssue(1)
  expect(reasons(postedReport({ area: '31' }))).toEqual([
    '2 duplicate_registration',
    '1 not_entitled',
    '1 wrong_person',
  ])
  expect(reasons(postedReport({ area: '31' }), 'P2')).toEqual(['1 not_entitled'])
  expect(reasons(postedReport({ area: '31.71.01' }))).toEqual(['2 duplicate_registration', '1 not_entitled'])
  expect(reasons(postedReport({ area: '31', agency: 'PPKUKM' }))).toEqual([
    '1 duplicate_registration',
    '1 wrong_person',
  ])
  for (const area of ['31', '31.71', '31.71.01', '31.71.02', '31.72.01'])
    for (const agency of [undefined, 'PPAPP', 'PPKUKM', 'KPKP']) expectWhole(postedReport({ area, agency }))

  await takeBack(later, 'data_entry_mistake')
  await reissue(deps, admin, request(), { month, cause: 'Salah entri' })
  const restatedReport = (await reportsOfIssue(2))({ area: '31' })
  // A registration of October and its reversal do not belong to November.
  expect(reasons(restatedReport)).toEqual(['2 duplicate_registration', '1 data_entry_mistake', '1 not_entitled'])
  expectWhole(restatedReport)
})
