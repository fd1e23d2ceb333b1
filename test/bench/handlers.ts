import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { findFreePort } from '../../infra/local/free-port.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { apiClient } from './api-client.ts'
import { admin, depsOn, depsThrough, lastEnded, now, openMonth, type SeededBed } from './bed.ts'
import { roundsOf } from './calls.ts'
import { type AskMetered, gettingFigures, gettingMember, type HandlerCase, postingStage } from './handler-cases.ts'
import type { Meter } from './meter.ts'
import { type Cell, print } from './report.ts'
import { inTurn, quantile, type Sample } from './samples.ts'

/**
 * Measures what the API's handlers take in addition to their calls: token, scope, validation, rules and JSON, without a
 * network.
 */
export async function handlers(bed: SeededBed, meter: Meter): Promise<void> {
  await closeMonths(bed.deps, 'bench', lastEnded)
  const issuer = await startTokenIssuer({ port: await findFreePort(0), clientId: bed.config.TOKEN_CLIENT_ID, now })
  const config = { ...bed.config, TOKEN_ISSUER: issuer.issuer }
  const token = await issuer.token({ subject: admin.subject, expiresInSeconds: 3600 })
  const askThroughMeter = apiClient(await depsThrough(meter.endpoint, config), token)
  // The first request of a process does work that others do not, so it is not measured.
  await askThroughMeter('/v1/programme')
  const askMetered: AskMetered = async (...asked) => {
    const { result, calls } = await meter.recordCalls(() => askThroughMeter(...asked))
    return { ...result, calls }
  }
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const means = { client, ask: apiClient(await depsOn(config), token), askMetered }
  // The members of the open month are for the acts whose capacity is measured.
  const beginners = bed.members
    .filter(({ month, stages }) => month !== openMonth && stages.join() === 'P1')
    .map(({ id }) => id)
  const cases = [
    await gettingMember(means, beginners),
    await postingStage(means, beginners),
    await gettingFigures(means),
  ]
  const rows: Cell[][] = []
  for (const each of cases) rows.push(await rowOf(each))
  await issuer.stop()
  print({
    title: 'Handlers of the API (GET figures: the whole programme in the open month)',
    says:
      'ours: app.request in this process, with a signed token. bare: the same calls in the same rounds by the SDK, ' +
      'answers not looked at. added: ours less bare, by medians. cpu: processor milliseconds of our process, the ' +
      'engine apart; it leaves out waiting, and so tells more of our code.',
    columns: [
      ...['handler', 'answer KiB', 'calls', 'rounds', 'ours p50 ms', 'p95', 'bare p50 ms', 'p95', 'added'],
      ...['ours cpu', 'bare cpu', 'added'],
    ],
    rows,
  })
}

async function rowOf({ name, turns, answer, calls, ours, bare }: HandlerCase): Promise<Cell[]> {
  const samples = await inTurn(turns, ours, bare)
  const quantileOf = (who: keyof typeof samples, what: keyof Sample, q: number) =>
    quantile(
      samples[who].map((sample) => sample[what]),
      q,
    )
  const showAdded = (what: keyof Sample) => (quantileOf('ours', what, 0.5) - quantileOf('bare', what, 0.5)).toFixed(1)
  return [
    ...[name, (Buffer.byteLength(answer) / 1024).toFixed(1), calls.length, roundsOf(calls).length],
    ...[quantileOf('ours', 'ms', 0.5).toFixed(1), quantileOf('ours', 'ms', 0.95).toFixed(1)],
    ...[quantileOf('bare', 'ms', 0.5).toFixed(1), quantileOf('bare', 'ms', 0.95).toFixed(1), showAdded('ms')],
    ...[quantileOf('ours', 'cpuMs', 0.5).toFixed(1), quantileOf('bare', 'cpuMs', 0.5).toFixed(1), showAdded('cpuMs')],
  ]
}
