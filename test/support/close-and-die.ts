import * as z from 'zod'
import { closeMonths } from '../../shared/usecases/close-months.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { smallProgramme } from './small-programme.ts'
import { assembleTestDeps } from './test-deps.ts'

/** A process that closes months and is killed at one of its writes; without a fate it says how many there were. */
const { TEST_TABLE, TEST_NOW, TEST_FATE } = z
  .object({ TEST_TABLE: z.string(), TEST_NOW: z.string(), TEST_FATE: z.string().optional() })
  .parse(process.env)

const [write, side] = (TEST_FATE ?? '').split(' ')
const proxies = deadlyProxies(
  write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
)
for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3'])
  process.env[name] = await proxies.before(process.env[name] ?? '')

const deps = await assembleTestDeps(TEST_TABLE, smallProgramme, { now: () => new Date(TEST_NOW), log: () => {} })
await closeMonths(deps, 'schedule')
process.stdout.write(`${proxies.count()}\n`)
process.exit(0)
