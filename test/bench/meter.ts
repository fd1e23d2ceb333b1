import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import * as z from 'zod'
import { freePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'

/**
 * One request to the table as it went over the wire, the capacity units it took (of a transaction the engine
 * tells those of one item only), and when it was under way (milliseconds).
 */
export type Call = { action: string; input: unknown; units: number; from: number; to: number }

export type Meter = Awaited<ReturnType<typeof startMeter>>

const Input = z.looseObject({ ConsistentRead: z.boolean().default(false) })
const Consumed = z.object({ CapacityUnits: z.number() })
const Answer = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).default([]),
})

/** Nothing is answered before all that is asked at once has come: so it is seen to be asked at once. */
const holdMs = 25

/**
 * Starts a proxy before the engine that asks it for the consumed capacity of each request and notes the answer:
 * what is measured is what the production code sends, unchanged.
 */
export async function startMeter(engine: string) {
  let calls: Call[] = []
  let hold = 0
  const app = new Hono().post('/', async (c) => {
    const from = performance.now()
    const input = Input.parse(await c.req.json())
    const action = c.req.header('x-amz-target')?.split('.').at(-1) ?? ''
    const answer = await fetch(engine, {
      method: 'POST',
      headers: forwardedHeaders(c.req.header()),
      body: JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }),
    })
    const text = await answer.text()
    if (hold > 0) await sleep(hold)
    const told = Answer.parse(JSON.parse(text)).ConsumedCapacity.reduce(
      (sum, { CapacityUnits }) => sum + CapacityUnits,
      0,
    )
    // The engine gives away a query that finds nothing; DynamoDB charges for it as for one item.
    const units = action === 'Query' && told === 0 ? (input.ConsistentRead ? 1 : 0.5) : told
    calls.push({ action, input, units, from, to: performance.now() })
    return c.body(text, answer.status === 200 ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.0' })
  })
  const { endpoint, stop } = await listen(app, await freePort(0))
  return {
    endpoint,
    stop,
    /** What some work gives and the calls that it made, one work at a time. */
    async recordCalls<T>(work: () => Promise<T>, { inRounds = true } = {}): Promise<{ result: T; calls: Call[] }> {
      calls = []
      hold = inRounds ? holdMs : 0
      return { result: await work(), calls }
    },
  }
}

function forwardedHeaders(headers: Record<string, string>): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']))
}
