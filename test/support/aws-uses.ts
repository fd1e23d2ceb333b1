import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { ClientRequest } from 'node:http'
import * as z from 'zod'
import { type Meter, startMeter } from '../bench/meter.ts'

/**
 * Uses of our AWS resources in the words of IAM: `dynamodb:Query gsi1`, `s3:PutObject issues`, `kms:Decrypt`. A
 * transaction uses the rights of its parts.
 */
export type Use = string

const Indexed = z.object({ IndexName: z.string().optional() })
const Transaction = z.object({ TransactItems: z.array(z.record(z.string(), z.unknown())) })
const parts = new Map([
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
  ['Delete', 'DeleteItem'],
  ['ConditionCheck', 'ConditionCheckItem'],
])

function tableUses(action: string, input: unknown): Use[] {
  if (action === 'TransactWriteItems')
    return Transaction.parse(input).TransactItems.flatMap((item) =>
      Object.keys(item).map((part) => `dynamodb:${parts.get(part)} table`),
    )
  return [`dynamodb:${action} ${Indexed.parse(input).IndexName ?? 'table'}`]
}

const Outgoing = z.object({ request: z.instanceof(ClientRequest) })

/** The use of the file store or the keys by an HTTP request; undefined for other requests. */
function otherUse(request: ClientRequest): Use | undefined {
  const { method, path } = request
  const target = `${request.getHeader('x-amz-target') ?? ''}`
  if (target.startsWith('TrentService.')) return `kms:${target.slice('TrentService.'.length)}`
  if (target !== '') return undefined
  const [, prefix] = /^\/[^/?]+\/([a-z]+)\//.exec(path) ?? []
  if (!prefix) return /list-type/.test(path) ? `s3:ListBucket ${/[?&]prefix=(\w+)%2F/.exec(path)?.[1]}` : undefined
  if (method === 'DELETE') return `s3:${/uploadId/.test(path) ? 'AbortMultipartUpload' : 'DeleteObject'} ${prefix}`
  return `s3:${method === 'PUT' || method === 'POST' ? 'PutObject' : 'GetObject'} ${prefix}`
}

/**
 * Records which AWS resources this process uses. A proxy records requests to the table, so it must start before the
 * SDK. Node's diagnostics report all other requests.
 */
export async function startNoting() {
  const engine = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? ''
  const meter: Meter = await startMeter(engine)
  process.env.AWS_ENDPOINT_URL_DYNAMODB = meter.endpoint
  return {
    async stop(): Promise<void> {
      process.env.AWS_ENDPOINT_URL_DYNAMODB = engine
      await meter.stop()
    },
    /** Runs some work and returns what it used. One work at a time. */
    async usesOf(work: () => Promise<unknown>): Promise<Set<Use>> {
      const uses = new Set<Use>()
      const note = (message: unknown) => {
        const use = otherUse(Outgoing.parse(message).request)
        if (use) uses.add(use)
      }
      subscribe('http.client.request.start', note)
      try {
        const { calls } = await meter.recordCalls(work, { inRounds: false })
        for (const { action, input } of calls) for (const use of tableUses(action, input)) uses.add(use)
      } finally {
        unsubscribe('http.client.request.start', note)
      }
      return uses
    },
  }
}
