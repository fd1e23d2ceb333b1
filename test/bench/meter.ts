import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import * as z from 'zod'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'

/**
 * A request to the table as it was sent over the wire, the capacity units it took (for a transaction, the engine
 * reports those of one item only), and when it ran (milliseconds).
 */
export type Call = { action: string; input: unknown; units: number; from: number; to: number }

export type Meter = Awaited<ReturnType<typeof startMeter>>

const Input = z.looseObject({ ConsistentRead: z.boolean().default(false) })
const Consumed = z.object({ CapacityUnits: z.number() })
const Answer = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).default([]),
})

/**
 * Answers nothing until every request that was sent at the same time has arrived, so that the meter sees them together.
 */
const holdMs = 25

/**
 * Starts a proxy before the engine. It asks for the consumed capacity of each request and records the answer, so the
 * bench measures what the production code sends, unchanged.
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
    const consumedUnits = Answer.parse(JSON.parse(text)).ConsumedCapacity.reduce(
      (sum, { CapacityUnits }) => sum + CapacityUnits,
      0,
    )
    // The engine charges nothing for a query that finds nothing; DynamoDB charges for one item.
    const units = action === 'Query' && consumedUnits === 0 ? (input.ConsistentRead ? 1 : 0.5) : consumedUnits
    calls.push({ action, input, units, from, to: performance.now() })
    return c.body(text, answer.status === 200 ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.0' })
  })
  const { endpoint, stop } = await listen(app, await findFreePort(0))
  return {
    endpoint,
    stop,
    /** Runs some work. Returns its result and its calls. One work at a time. */
    async recordCalls<T>(work: () => Promise<T>, { inRounds = true } = {}): Promise<{ result: T; calls: Call[] }> {
      calls = []
      hold = inRounds ? holdMs : 0
      const result = await work()
      const recorded = calls
      calls = []
      return { result, calls: recorded }
    },
  }
}

function forwardedHeaders(headers: Record<string, string>): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']))
}
