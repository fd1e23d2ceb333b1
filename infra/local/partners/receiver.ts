import { Hono } from 'hono'
import { Webhook } from 'standardwebhooks'
import * as z from 'zod'
import { startOnFreePort } from '../free-port.ts'
import { listen } from '../listen.ts'

const preferredPort = 8950

/** A fact in the envelope of CloudEvents. */
const Fact = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.url(),
  type: z.string(),
  time: z.iso.datetime(),
  subject: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
})
type Fact = z.infer<typeof Fact>

/** A small server of an outside institution. */
export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/**
 * Starts a server that takes pushes. It verifies each with the published library of Standard Webhooks, and keeps it
 * once even if it comes again. It answers 401 to a push that it cannot verify.
 */
export async function startReceiver(now: () => Date) {
  let secret = ''
  let refusedCount = 0
  const facts = new Map<string, Fact>()
  const app = new Hono().post('/', async (c) => {
    const body = await c.req.text()
    try {
      verifyAt(now(), new Webhook(secret), body, Object.fromEntries(c.req.raw.headers))
    } catch {
      refusedCount++
      return c.body(null, 401)
    }
    const fact = Fact.parse(JSON.parse(body))
    facts.set(fact.id, fact)
    return c.body(null, 204)
  })
  const { endpoint, stop } = await startOnFreePort(preferredPort, (port) => listen(app, port))
  return {
    url: `${endpoint}/`,
    stop,
    /** Sets the secret by which pushes are signed. */
    trust(newSecret: string): void {
      secret = newSecret
    },
    /** Lists everything that was taken, in the order of first arrival. */
    listTaken: (): Fact[] => [...facts.values()],
    find: (type: string): Fact | undefined => [...facts.values()].find((fact) => fact.type === type),
    /** Counts the calls that could not be verified. */
    countRefused: (): number => refusedCount,
  }
}

/** The library compares the time of a push with the machine's clock. So during the check, the clock shows `instant`. */
function verifyAt(instant: Date, library: Webhook, body: string, headers: Record<string, string>): void {
  const { now } = Date
  Date.now = () => instant.getTime()
  try {
    library.verify(body, headers)
  } finally {
    Date.now = now
  }
}
