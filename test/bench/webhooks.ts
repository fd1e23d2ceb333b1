import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import { NewPartner } from '../../shared/domain/partner/partner.ts'
import { signWebhook, verifyWebhook } from '../../shared/domain/signing/standard-webhooks.ts'
import { issueCredential } from '../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { loanEvent } from '../support/loan-event.ts'
import { request } from '../support/test-deps.ts'
import { admin, type Bed, makeBed, now } from './bed.ts'
import { type Cell, print } from './report.ts'
import { inTurn, median, quantile } from './samples.ts'

const turns = 400

/** Measures receiving an event, compared with the minimum: checking its signature and putting one item. */
export async function webhooks(): Promise<void> {
  const bed = await makeBed()
  const rows = [
    await rowOf(bed, { name: 'received (sandbox)', isSandbox: true }),
    await rowOf(bed, { name: 'received and applied', isSandbox: false }),
  ]
  print({
    title: 'Events of partners by Standard Webhooks',
    says:
      'ours: app.request in this process, each event of a loan of its own whose member is unknown. bare: the signature ' +
      'checked, and one item of 1 KB put. cpu: processor milliseconds of our process, the engine apart; a core a second: ' +
      'how many of them fit into one processor.',
    columns: [
      ...['event', 'rounds', 'ours p50 ms', 'p95', 'bare p50 ms', 'p95', 'ours cpu', 'bare cpu'],
      ...['ours a core a second', 'bare'],
    ],
    rows,
  })
}

async function rowOf(
  { config, deps }: Bed,
  { name, isSandbox }: { name: string; isSandbox: boolean },
): Promise<Cell[]> {
  const code = isSandbox ? 'sandbox' : 'live'
  const signing = { scheme: 'standard_webhooks' }
  const asked = NewPartner.parse({ code, name: 'Bench', type: 'bank', isSandbox, signing })
  await registerPartner(deps, admin, request(), asked)
  const { secret = '' } = await issueCredential(deps, admin, request(), code, { kind: 'secret', overlapSeconds: 0 })
  const app = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const signEvent = () => {
    const id = randomUUID()
    const body = JSON.stringify(loanEvent({ id, loan: { number: id, product: 'Bench' } }))
    return { id, body, ...signWebhook(secret, id, now(), body) }
  }
  const taken = await inTurn(
    turns,
    () => {
      const { id, body, timestamp, signature } = signEvent()
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
      return async () => {
        const answer = await app.request(`/hooks/${code}`, { method: 'POST', headers, body })
        if (answer.status !== 200) throw new Error(`Answered ${answer.status}`)
      }
    },
    () => {
      const { id, body, timestamp, signature } = signEvent()
      const item = { pk: `BARE#${id}`, sk: 'BARE', words: 'x'.repeat(1000) }
      return async () => {
        const call = { id, timestamp, signature, body: Buffer.from(body) }
        if (!verifyWebhook([secret], call, now(), { skewSeconds: 300 }).isGenuine) throw new Error('Not believed')
        await client.send(new PutCommand({ TableName: config.TABLE_NAME, Item: item }))
      }
    },
  )
  const of = (who: keyof typeof taken, what: 'ms' | 'cpuMs') => taken[who].map((sample) => sample[what])
  const [oursCpu, bareCpu] = [median(of('ours', 'cpuMs')), median(of('bare', 'cpuMs'))]
  return [
    name,
    turns,
    ...(['ours', 'bare'] as const).flatMap((who) => [
      median(of(who, 'ms')).toFixed(1),
      quantile(of(who, 'ms'), 0.95).toFixed(1),
    ]),
    oursCpu.toFixed(2),
    bareCpu.toFixed(2),
    Math.round(1000 / oursCpu),
    Math.round(1000 / bareCpu),
  ]
}
