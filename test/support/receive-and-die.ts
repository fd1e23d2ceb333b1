import * as z from 'zod'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'

/** Receives a call in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes. */
await runFated(fewAreas, ['DYNAMODB'], z.object({ TEST_CALL: z.string() }), async (deps, { TEST_CALL }) => {
  const { path, headers, body } = z
    .object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })
    .parse(JSON.parse(TEST_CALL))
  const app = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
  const answer = await app.request(path, { method: 'POST', headers, body })
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}`)
})
