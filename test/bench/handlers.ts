import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { freePort } from '../../infra/local/free-port.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import { Posted } from '../../shared/domain/posted.ts'
import { type Ask, apiClient } from './api-client.ts'
import { admin, depsAt, makeSeededBed, now } from './bed.ts'
import { roundsOf } from './calls.ts'
import type { Call, Meter } from './meter.ts'
import { replayOf } from './replay.ts'
import { type Cell, print } from './report.ts'
import { inTurn, quantile, warmUps } from './samples.ts'

const memberCount = 2000
const turns = 200
const report = { stage: 'P2', happenedOn: '2021-11-20', evidence: { kind: 'sertifikat', number: 'SERT-2021-000123' } }

/** A request in turn `n`, its answer's length in characters, and the same calls by the bare SDK. */
type Case = {
  name: string
  calls: Call[]
  answer: string
  ours: (n: number) => Promise<unknown>
  bare: (n: number) => Promise<unknown>
}

/** What the API's handlers take over the calls that they make: token, scope, validation, rules and JSON, no network. */
export async function handlers(meter: Meter): Promise<void> {
  const issuer = await startTokenIssuer({ port: await freePort(0), clientId: 'capaian', now })
  const bed = await makeSeededBed(memberCount, '2021-10', issuer.issuer)
  const token = await issuer.token({ subject: admin.subject })
  const ask = apiClient(bed.deps, token)
  const asked = recorderOf(apiClient(await depsAt(bed, meter.endpoint), token), meter)
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const beginners = bed.members.filter(({ stages }) => stages.join() === 'P1').map(({ id }) => id)
  const cases = [
    await gettingMember(client, beginners, ask, asked),
    await postingStage(client, beginners, ask, asked),
    await gettingFigures(client, ask, asked),
  ]
  const rows: Cell[][] = []
  for (const each of cases) rows.push(await rowOf(each))
  print({
    title: 'Handlers of the API',
    says:
      'ours: app.request in this process, with a signed token. bare: the same calls in the same rounds by the SDK, ' +
      'answers not looked at. added: ours less bare, medians. cpu: processor milliseconds of our process, the engine ' +
      'apart: the better measure of our code, since it leaves out waiting.',
    columns: [
      ...['handler', 'answer KiB', 'calls', 'rounds', 'ours p50', 'p95', 'bare p50', 'p95', 'added ms'],
      ...['ours cpu', 'bare cpu', 'added cpu'],
    ],
    rows,
  })
  await issuer.stop()
}

type Asked = { calls: Call[]; text: string; key: string }

const recorderOf =
  (ask: Ask, meter: Meter) =>
  async (...request: Parameters<Ask>): Promise<Asked> => {
    // The first request fetches the issuer's keys and opens connections.
    await ask('/v1/programme')
    let answer = { text: '', key: '' }
    const calls = await meter.callsOf(async () => {
      answer = await ask(...request)
    })
    return { calls, ...answer }
  }
