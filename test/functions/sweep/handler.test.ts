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
  const metrics = embeddedMetrics((line) => lines.push(line), deps.now)
  const ended = await sweepHandler(asked, handlers, metrics)().catch((error: unknown) => error)
  return { ended, measured: lines.map((line) => JSON.parse(line)) }
}

test('waiting things are counted over all queues, and each queue that did anything is logged', async () => {
  await things.owe('a', { owner: 'bank' })
  await things.owe('b', { owner: 'bank' })
  await things.owe('c', { kind: 'loan', owner: 'fintech' })
  await things.owe('d', { kind: 'recipient', dueAt: '2021-11-30T04:59:00.000Z' })
  await things.owe('e', { owner: 'quiet', dueAt: '2021-12-30T00:00:00.000Z' })
  const { ended, measured } = await runSweep()
  expect(ended).toEqual({ handled: 2, failed: 1 })
  expect(measured).toEqual([
    {
      _aws: {
        Timestamp: deps.now().getTime(),
        CloudWatchMetrics: [
          {
            Namespace: 'Capaian',
            Dimensions: [[]],
            Metrics: [
              { Name: 'OldestOverdue', Unit: 'Seconds' },
              { Name: 'Parked', Unit: 'Count' },
            ],
          },
        ],
      },
      OldestOverdue: 60,
      Parked: 1,
    },
  ])
  const swept = deps.logged.map((line) => JSON.parse(line)).filter(({ message }) => message === queueSwept.message)
  expect(swept).toMatchObject([
    { kind: 'loan', owner: 'fintech', ...resultsWith({ parked: 1, failed: 1 }) },
    { kind: 'receipt', owner: 'bank', ...resultsWith({ handled: 2 }) },
    { kind: 'recipient', owner: 'somebody', ...resultsWith({ overdueSeconds: 60 }) },
  ])
})

test('a sweep without work writes no metric and no log line, because each hour with a value of a metric is billed', async () => {
  const { measured } = await runSweep()
  expect(measured).toEqual([])
  expect(deps.logged).toEqual([])
})

test('a queue that was cut off makes the run fail, after everything was measured', async () => {
  await things.owe('a', { owner: 'bank' })
  await things.owe('c', { kind: 'recipient', dueAt: '2021-11-30T04:59:00.000Z' })
  await things.owe('b', { owner: 'fintech' })
  const due: typeof deps.obligations.listDue = (line, ...rest) =>
    line.owner === 'bank' ? Promise.reject(new Error('no table')) : deps.obligations.listDue(line, ...rest)
  const { ended, measured } = await runSweep({ ...deps, obligations: { ...deps.obligations, listDue: due } })
  expect(ended).toEqual(new Error('Not read to the end: receipt of bank'))
  expect(measured).toMatchObject([{ OldestOverdue: 60 }])
})

const queueSwept = { level: 'info', message: 'A queue of obligations was swept' }
const resultsWith = (some: Record<string, number>) => ({
  ...queueSwept,
  overdueSeconds: 0,
  parked: 0,
  handled: 0,
  failed: 0,
  ...some,
})
