import { expect, test } from 'vitest'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { closeFor } from '../../../shared/usecases/issues/close-months.ts'
import { explain } from '../../../shared/usecases/ledger/explain.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')

test('a member registers and attains a stage, the month closes, and a reversal gets its own line in the open month', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni', nik: '3171014503900001' },
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPKUKM',
    registeredOn: '2021-10-05',
  })
  await recordStage(deps, admin, request(), answer.memberId, { stage: 'P2', happenedOn: '2021-10-20' })
  const october = await computeFigures(deps, { month: '2021-10', area: '31', reading: 'as_posted' })
  expect(october.stages.map(({ cumulative }) => cumulative)).toEqual([1, 1, 0, 0, 0, 0, 0, 0])

  expect((await closeFor(deps, admin, request())).answer).toEqual({
    closed: ['2021-10'],
    issued: ['2021-10'],
    held: [],
  })
  await reverseStage(deps, admin, request(), answer.memberId, { stage: 'P2', reason: 'wrong_person', cascade: false })
  const november = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  expect(november.stages[1]).toMatchObject({ cumulative: 0, inMonth: { reversed: 1, net: -1 } })
  const frozenOctober = await computeFigures(deps, { month: '2021-10', area: '31', reading: 'as_posted' })
  expect(frozenOctober.stages[1]).toMatchObject({ cumulative: 1 })
  const restatedOctober = await computeFigures(deps, { month: '2021-10', area: '31', reading: 'restated' })
  expect(restatedOctober.stages[1]).toMatchObject({ cumulative: 0 })

  const entriesBehind = await explain(
    deps,
    admin,
    { month: '2021-11', span: 'cumulative', stage: 'P2', area: '31' },
    { leftOut: false, limit: 100 },
  )
  expect(entriesBehind.items.map(({ effect, kind }) => [effect, kind])).toEqual([
    [1, 'attained'],
    [-1, 'reversed'],
  ])
})
