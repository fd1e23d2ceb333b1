import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createStores, localConfig } from '../../infra/local/local-config.ts'
import type { Config } from '../../shared/config.ts'
import { openDeps } from '../../shared/deps.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { openBooks } from '../../shared/usecases/ledger/open-books.ts'
import { builtFunctions, lambdaEnvironment } from '../support/built-functions.ts'
import { gatewayEvent } from '../support/gateway-event.ts'
import { buildRuntimeEmulator, startEmulatedRuntime, startRuntime } from '../support/runtime-process.ts'
import { scratchDirectory } from '../support/scratch-directory.ts'

let config: Config
let functions: Awaited<ReturnType<typeof builtFunctions>>

beforeAll(async () => {
  config = localConfig(`runtime-${randomUUID()}`)
  await createStores(config)
  const now = () => new Date()
  await openBooks(await openDeps(config, { programme: jakpreneur, now, log: jsonLog(() => {}, now) }), '2026-01')
  functions = await builtFunctions(config)
})
afterAll(() => functions.stop())

async function runFunction(name: string) {
  const runtime = await startRuntime(name, functions.fileOf(name), lambdaEnvironment(name, config))
  onTestFinished(runtime.stop)
  return runtime
}

test('a line of the log is one JSON document with Lambda’s own time, level and request id', async () => {
  const api = await runFunction('api')
  const { id, ...outcome } = await api.invoke(gatewayEvent({ path: '/v1/programme' }))
  expect(outcome).toMatchObject({ answer: { statusCode: 401 } })
  const lines = api.lines().map((line) => JSON.parse(line))
  expect(lines).toEqual([
    {
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'INFO',
      requestId: id,
      message: expect.objectContaining({ message: 'Request', route: '/v1/programme', status: 401 }),
    },
  ])
})

test('a warning keeps its level, and a metric reaches CloudWatch in the embedded format', async () => {
  const doors = await runFunction('webhooks')
  const { id } = await doors.invoke(gatewayEvent({ method: 'POST', path: '/hooks/stranger', body: '{}' }))
  const lines = doors.lines().map((line) => JSON.parse(line))
  expect(lines).toContainEqual({
    ...{ timestamp: expect.any(String), level: 'WARN', requestId: id },
    message: { message: 'A call could not be verified', reason: 'stranger' },
  })
  expect(lines).toContainEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [{ Namespace: 'Capaian', Dimensions: [[]], Metrics: [{ Name: 'Refused', Unit: 'Count' }] }],
    },
    Refused: 1,
  })
})

test('a run that fails is an error of Lambda’s own, under its request id', async () => {
  const watchdog = await runFunction('watchdog')
  const { id, ...outcome } = await watchdog.invoke({})
  expect(outcome).toMatchObject({ error: { errorMessage: expect.stringContaining('There is no report of') } })
  const [line = ''] = watchdog.lines().filter((each) => each.includes('"ERROR"'))
  expect(JSON.parse(line)).toMatchObject({ level: 'ERROR', requestId: id })
})

test.skipIf(process.env.TOOLS !== 'all')(
  'a line of the log is the same under AWS’s own emulator',
  async () => {
    const emulator = await buildRuntimeEmulator(await scratchDirectory())
    const api = await startEmulatedRuntime(emulator, 'api', functions.fileOf('api'), lambdaEnvironment('api', config))
    onTestFinished(() => void api.stop())
    const id = randomUUID()
    expect(await api.invoke(id, gatewayEvent({ path: '/v1/programme' }))).toMatchObject({ statusCode: 401 })
    const lines = api.lines().filter((line) => line.startsWith('{'))
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        timestamp: expect.any(String),
        level: 'INFO',
        requestId: id,
        message: expect.objectContaining({ message: 'Request', route: '/v1/programme', status: 401 }),
      },
    ])
  },
  300_000,
)
