import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import type { Deps } from '../../shared/deps.ts'
import { loanKey } from '../../shared/domain/loan/loan-record.ts'
import { NewPartner } from '../../shared/domain/partner/partner.ts'
import { makeReceiptId } from '../../shared/domain/receipt/receipt.ts'
import { signWebhook, verifyWebhook } from '../../shared/domain/signing/standard-webhooks.ts'
import { issueCredential } from '../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { loanEvent } from '../support/loan-event.ts'
import { request } from '../support/test-deps.ts'
import { admin, depsThrough, makeBed, now } from './bed.ts'
import { roundsOf } from './calls.ts'
import type { Meter } from './meter.ts'
import { replayOf } from './replay.ts'
import { type Cell, print } from './report.ts'
import { inTurn, median, quantile } from './samples.ts'

const turns = 400
const checks = 20_000

/** Measures receiving an event, compared with the same calls by the bare SDK, and verification with a bare check. */
export async function webhooks({ meter }: { meter: Meter }): Promise<void> {
  const bed = await makeBed()
  const metered = await depsThrough(meter.endpoint, bed.config)
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const rows: Cell[][] = []
  for (const isSandbox of [true, false]) {
    const sender = await makeSender(bed.deps, isSandbox)
    rows.push(await measureSender(sender, { deps: bed.deps, metered, meter, client }))
  }
  print({
    title: 'Events of partners by Standard Webhooks',
    says:
      'ours: app.request in this process, each event of a loan of its own, of somebody who is not registered. bare: the signature ' +
      'checked, and the same calls in the same rounds by the SDK, answers not looked at. cpu: processor milliseconds of our ' +
      'process, the engine apart. The aim is at most 1.25 times bare.',
    columns: [
      ...['event', 'calls', 'rounds', 'ours p50 ms', 'p95', 'bare p50 ms', 'p95', 'ours / bare'],
      ...['ours cpu', 'bare cpu', 'ours / bare'],
    ],
    rows,
  })
  print({
    title: 'Verification alone',
    says: 'Checks a second. bare: an HMAC over the same bytes, and a compare. The aim is 0.7 of bare.',
    columns: ['bytes', 'ours', 'bare', 'ours / bare'],
    rows: [0, 4_000, 16_000].map(measureChecks),
  })
}

/** A partner, and events that it signs. */
async function makeSender(deps: Deps, isSandbox: boolean) {
  const code = isSandbox ? 'sandbox' : 'live'
  const signing = { scheme: 'standard_webhooks' }
  const partnerInput = NewPartner.parse({ code, name: 'Bench', type: 'bank', isSandbox, signing })
  await registerPartner(deps, admin, request(), partnerInput)
  const { secret = '' } = await issueCredential(deps, admin, request(), code, { kind: 'secret', overlapSeconds: 0 })
  let serial = 1000
  const signEvent = () => {
    const id = randomUUID()
    const nik = `317101150390${++serial}`
    const body = JSON.stringify(loanEvent({ id, loan: { number: id, product: 'Bench' }, member: { nik } }))
    return { id, nik, body, ...signWebhook(secret, id, now(), body) }
  }
  return { code, name: isSandbox ? 'received (sandbox)' : 'received and applied', secret, signEvent }
}

type Sender = Awaited<ReturnType<typeof makeSender>>
type Means = { deps: Deps; metered: Deps; meter: Meter; client: DynamoDBDocumentClient }

async function measureSender(
  { code, name, secret, signEvent }: Sender,
  { deps, metered, meter, client }: Means,
): Promise<Cell[]> {
  const sendTo = (deps: Deps) => {
    const app = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
    return async ({ id, body, timestamp, signature }: ReturnType<typeof signEvent>) => {
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
      const answer = await app.request(`/hooks/${code}`, { method: 'POST', headers, body })
      if (answer.status !== 200) throw new Error(`Answered ${answer.status}`)
    }
  }
  const [send, sendMetered] = [sendTo(deps), sendTo(metered)]
  // The first event of a process registers the queue of its partner, so it is not measured.
  await sendMetered(signEvent())
  const first = signEvent()
  const { calls } = await meter.recordCalls(() => sendMetered(first))
  const namesOf = ({ id, nik }: ReturnType<typeof signEvent>) => [
    ...[id, makeReceiptId(code, id), loanKey({ partner: code, number: id })],
    ...deps.keyring.hashes('nik', nik),
  ]
  const names = namesOf(first)
  const samples = await inTurn(
    turns,
    () => {
      const event = signEvent()
      return () => send(event)
    },
    () => {
      const event = signEvent()
      const renamed = namesOf(event)
      const replay = replayOf(client, calls, new Map(names.map((name, i) => [name, renamed[i] ?? ''])))
      return async () => {
        const call = { ...event, body: Buffer.from(event.body) }
        if (!verifyWebhook([secret], call, now(), { skewSeconds: 300 }).isGenuine) throw new Error('Not believed')
        await replay()
      }
    },
  )
  const valuesOf = (who: keyof typeof samples, what: 'ms' | 'cpuMs') => samples[who].map((sample) => sample[what])
  const ratio = (what: 'ms' | 'cpuMs') => (median(valuesOf('ours', what)) / median(valuesOf('bare', what))).toFixed(2)
  return [
    ...[name, calls.length, roundsOf(calls).length],
    ...(['ours', 'bare'] as const).flatMap((who) => [
      median(valuesOf(who, 'ms')).toFixed(1),
      quantile(valuesOf(who, 'ms'), 0.95).toFixed(1),
    ]),
    ratio('ms'),
    ...[median(valuesOf('ours', 'cpuMs')).toFixed(2), median(valuesOf('bare', 'cpuMs')).toFixed(2), ratio('cpuMs')],
  ]
}

/** How many checks of a signature a second takes, ours and by Node's own functions, in turn. */
function measureChecks(moreBytes: number): Cell[] {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const body = Buffer.from(JSON.stringify(loanEvent({ note: 'x'.repeat(moreBytes) })))
  const { timestamp, signature } = signWebhook(secret, 'evt-1', now(), body.toString())
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signatureBytes = Buffer.from(signature.slice('v1,'.length), 'base64')
  const call = { id: 'evt-1', timestamp, signature, body }
  const works = {
    ours: () => verifyWebhook([secret], call, now(), { skewSeconds: 300 }).isGenuine,
    bare: () =>
      timingSafeEqual(createHmac('sha256', key).update(`evt-1.${timestamp}.`).update(body).digest(), signatureBytes),
  }
  const times: Record<keyof typeof works, number[]> = { ours: [], bare: [] }
  for (let round = 0; round < 10; round++)
    for (const who of ['ours', 'bare'] as const) {
      const started = performance.now()
      for (let n = 0; n < checks / 10; n++) if (!works[who]()) throw new Error('Not believed')
      times[who].push((checks * 100) / (performance.now() - started))
    }
  const [ours, bare] = [median(times.ours), median(times.bare)]
  return [body.length, Math.round(ours), Math.round(bare), (ours / bare).toFixed(2)]
}
