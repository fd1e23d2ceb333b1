import * as z from 'zod'
import { sweep } from '../../shared/usecases/sweep.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { fewAreas } from './few-areas.ts'
import { assembleTestDeps } from './test-deps.ts'
import { handlersOf, thingsToDo } from './things-to-do.ts'

/** A process that sweeps and is killed at one of its writes; without a fate it says how many there were. */
const { TEST_TABLE, TEST_NOW, TEST_FATE, TEST_HANDLER } = z
  .object({
    TEST_TABLE: z.string(),
    TEST_NOW: z.string(),
    TEST_FATE: z.string().optional(),
    TEST_HANDLER: z.enum(['together', 'repeatable']),
  })
  .parse(process.env)

const [write, side] = (TEST_FATE ?? '').split(' ')
const proxies = deadlyProxies(
  write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
)
process.env.AWS_ENDPOINT_URL_DYNAMODB = await proxies.before(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '')

const deps = await assembleTestDeps(TEST_TABLE, fewAreas, { now: () => new Date(TEST_NOW), log: () => {} })
await sweep(deps, { receipt: handlersOf(thingsToDo(deps, TEST_TABLE))[TEST_HANDLER] })
process.stdout.write(`${proxies.count()}\n`)
process.exit(0)
