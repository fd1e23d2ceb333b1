import * as z from 'zod'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { fewAreas } from './few-areas.ts'
import { assembleTestDeps } from './test-deps.ts'

/** A process that receives a call and is killed at one of its writes; without a fate it says how many there were. */
const { TEST_TABLE, TEST_NOW, TEST_FATE, TEST_CALL } = z
  .object({ TEST_TABLE: z.string(), TEST_NOW: z.string(), TEST_FATE: z.string().optional(), TEST_CALL: z.string() })
  .parse(process.env)
const { path, headers, body } = z
  .object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })
  .parse(JSON.parse(TEST_CALL))

const [write, side] = (TEST_FATE ?? '').split(' ')
const proxies = deadlyProxies(
  write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
)
process.env.AWS_ENDPOINT_URL_DYNAMODB = await proxies.before(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '')

const deps = await assembleTestDeps(TEST_TABLE, fewAreas, { now: () => new Date(TEST_NOW), log: () => {} })
const app = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
const answer = await app.request(path, { method: 'POST', headers, body })
if (answer.status !== 200) throw new Error(`Answered ${answer.status}`)
process.stdout.write(`${proxies.count()}\n`)
process.exit(0)
