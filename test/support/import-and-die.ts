import * as z from 'zod'
import { runImport } from '../../infra/local/job-machine.ts'
import { ImportJob } from '../../shared/domain/import/job.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { fewAreas } from './few-areas.ts'
import { assembleTestDeps } from './test-deps.ts'

/** A process that works on an import and is killed at one of its writes; without a fate it says how many there were. */
const { TEST_TABLE, TEST_NOW, TEST_FATE, TEST_JOB } = z
  .object({ TEST_TABLE: z.string(), TEST_NOW: z.string(), TEST_FATE: z.string().optional(), TEST_JOB: z.string() })
  .parse(process.env)

const [write, side] = (TEST_FATE ?? '').split(' ')
const proxies = deadlyProxies(
  write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
)
for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3'])
  process.env[name] = await proxies.before(process.env[name] ?? '')

const deps = await assembleTestDeps(TEST_TABLE, fewAreas, { now: () => new Date(TEST_NOW), log: () => {} })
await runImport(deps, ImportJob.parse(JSON.parse(TEST_JOB)))
process.stdout.write(`${proxies.count()}\n`)
process.exit(0)
