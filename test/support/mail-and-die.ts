import * as z from 'zod'
import { handlersOf } from '../../functions/sweep/handlers.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { sending } from '../../shared/sending.ts'
import { closeMonths } from '../../shared/usecases/close-months.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { fewAreas } from './few-areas.ts'
import { assembleTestDeps } from './test-deps.ts'

/** A process that closes, issues and mails, and is killed at one of its writes or mails; without a fate it counts them. */
const { TEST_TABLE, TEST_NOW, TEST_FATE } = z
  .object({ TEST_TABLE: z.string(), TEST_NOW: z.string(), TEST_FATE: z.string().optional() })
  .parse(process.env)

const [write, side] = (TEST_FATE ?? '').split(' ')
const proxies = deadlyProxies(
  write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
)
for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_SESV2'])
  process.env[name] = await proxies.before(process.env[name] ?? '')

const ledger = await assembleTestDeps(TEST_TABLE, fewAreas, { now: () => new Date(TEST_NOW), log: () => {} })
const deps = { ...ledger, ...sending(localConfig(TEST_TABLE)) }
await closeMonths(deps, 'schedule')
const { mail, mailing } = handlersOf(deps)
if (mail && mailing) for (let i = 0; i < 2; i++) await sweep(deps, { mail, mailing })
process.stdout.write(`${proxies.count()}\n`)
process.exit(0)
