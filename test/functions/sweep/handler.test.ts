import { beforeEach, expect, test } from 'vitest'
import { sweepHandler } from '../../../functions/sweep/handler.ts'
import { busy } from '../../../shared/domain/problems/app-error.ts'
import { embeddedMetrics } from '../../../shared/metrics.ts'
import type { Handlers } from '../../../shared/usecases/sweep.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { type TestDeps, testDeps } from '../../support/test-deps.ts'
import { obligationHandlers, patience, type ThingsToDo, thingsToDo } from '../../support/things-to-do.ts'

let deps: TestDeps
let things: ThingsToDo
let handlers: Handlers

beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas })
  things = thingsToDo(deps, deps.tableName)
  handlers = {
    receipt: obligationHandlers(things).together,
    loan: { patience: { ...patience, mostTries: 1 }, atOnce: 2, carryOut: () => Promise.reject(busy('busy')) },
  }
})

async function runSweep(asked = deps) {
  const lines: string[] = []
  const metrics = embeddedMetrics((line) => lines.push(line), deps.now, { FunctionName: 'capaian-sweep' })
  const ended = await sweepHandler(asked, handlers, metrics)().catch((error: unknown) => error)
  return { ended, measured: lines.map((line) => JSON.parse(line)) }
}

test('what came of it is measured: over everything, and for each line that has anything to tell', async () => {
  await things.owe('a', { owner: 'bank' })
  await things.owe('b', { owner: 'bank' })
  await things.owe('c', { kind: 'loan', owner: 'fintech' })
  await things.owe('d', { kind: 'recipient', dueAt: '2021-11-30T04:59:00.000Z' })
  await things.owe('e', { owner: 'quiet', dueAt: '2021-12-30T00:00:00.000Z' })
  const { ended, measured } = await runSweep()
  expect(ended).toEqual({ handled: 2, failed: 1 })
  expect(measured.map(({ _aws, ...values }) => values)).toEqual([
    { ...{ FunctionName: 'capaian-sweep', kind: 'loan', owner: 'fintech' }, ...metricsWith({ Parked: 1, Failed: 1 }) },
    { ...{ FunctionName: 'capaian-sweep', kind: 'receipt', owner: 'bank' }, ...metricsWith({ Handled: 2 }) },
    {
      ...{ FunctionName: 'capaian-sweep', kind: 'recipient', owner: 'somebody' },
      ...metricsWith({ OldestOverdue: 60 }),
    },
    { FunctionName: 'capaian-sweep', OldestOverdue: 60, Parked: 1, Handled: 2, Failed: 1 },
  ])
  expect(measured[0]._aws).toEqual({
    Timestamp: deps.now().getTime(),
    CloudWatchMetrics: [
      {
        Namespace: 'Capaian',
        Dimensions: [['FunctionName', 'kind', 'owner']],
        Metrics: [
          { Name: 'OldestOverdue', Unit: 'Seconds' },
          { Name: 'Parked', Unit: 'Count' },
          { Name: 'Handled', Unit: 'Count' },
          { Name: 'Failed', Unit: 'Count' },
        ],
      },
    ],
  })
  expect(measured.at(-1)._aws.CloudWatchMetrics[0].Dimensions).toEqual([['FunctionName']])
})

test('without any work it measures that, and logs nothing', async () => {
  const { measured } = await runSweep()
  expect(measured).toMatchObject([{ OldestOverdue: 0, Parked: 0, Handled: 0, Failed: 0 }])
  expect(deps.logged).toEqual([])
})

test('a line that was cut off makes the run fail, after everything was measured', async () => {
  await things.owe('a', { owner: 'bank' })
  await things.owe('b', { owner: 'fintech' })
  const due: typeof deps.obligations.listDue = (line, ...rest) =>
    line.owner === 'bank' ? Promise.reject(new Error('no table')) : deps.obligations.listDue(line, ...rest)
  const { ended, measured } = await runSweep({ ...deps, obligations: { ...deps.obligations, listDue: due } })
  expect(ended).toEqual(new Error('Not gone through: receipt of bank'))
  expect(measured.at(-1)).toMatchObject({ Handled: 1 })
})

const metricsWith = (some: Record<string, number>) => ({ OldestOverdue: 0, Parked: 0, Handled: 0, Failed: 0, ...some })
