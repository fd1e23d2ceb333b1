import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { startOnFreePort } from '../../infra/local/free-port.ts'
import type { Deps } from '../../shared/deps.ts'
import type { OutgoingEventType } from '../../shared/domain/subscriber/outgoing-event.ts'
import { makeEventHandler } from '../../shared/usecases/subscribers/log-events.ts'
import { makeLineHandler } from '../../shared/usecases/subscribers/send-line.ts'
import { makeSubscriber } from '../../shared/usecases/subscribers/subscribers.ts'
import { wakeHandler } from '../../shared/usecases/subscribers/wake-lines.ts'
import { type Handlers, sweep } from '../../shared/usecases/sweep.ts'
import { callerAs, request, type TestDeps } from './test-deps.ts'

type Got = { id: string; body: string; headers: Record<string, string> }

/** A receiver on this machine. It keeps each event, and answers with `status`; with 0 it closes the connection. */
export async function startReceiver() {
  const received: Got[] = []
  const receiver = { status: 204 }
  const receive = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const headers = Object.fromEntries(Object.entries(asked.headers).map(([name, value]) => [name, String(value)]))
    const body = await text(asked)
    if (receiver.status === 0) {
      asked.socket.destroy()
      return
    }
    if (receiver.status < 300) received.push({ id: String(headers['webhook-id']), body, headers })
    answer.writeHead(receiver.status).end()
  }
  const server = createServer((asked, answer) => void receive(asked, answer))
  const port = await startOnFreePort(0, async (free) => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(free, '127.0.0.1', resolve)
    })
    return free
  })
  return {
    target: `http://127.0.0.1:${port}/peristiwa`,
    got: received,
    events: () => received.map(({ body }) => JSON.parse(body)),
    answer(status: number) {
      receiver.status = status
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Moves the clock on by some minutes. */
export const passMinutes = (deps: TestDeps, minutes: number): void =>
  deps.clock.set(new Date(deps.now().getTime() + minutes * 60_000).toISOString())

/** Makes a subscriber at a target, and lets two minutes pass, so that facts count from now on. */
export async function subscribe(
  deps: TestDeps,
  target: string,
  { area = '31', agency, types, until }: { area?: string; agency?: string; types: OutgoingEventType[]; until?: string },
) {
  const saved = await makeSubscriber(deps, callerAs('admin'), request(), {
    name: 'Bappeda',
    target,
    types,
    legalBasis: 'Perjanjian kerja sama 12/2021',
    contacts: ['data@bappeda.example.id'],
    area,
    ...(agency !== undefined && { agency }),
    ...(until !== undefined && { until }),
  })
  passMinutes(deps, 2)
  return { id: saved.answer.subscriberId, secret: saved.secret ?? '' }
}

/** The handlers that log and send events. */
export const eventHandlers = (deps: Deps): Handlers => ({
  event: makeEventHandler(deps),
  wake: wakeHandler(deps),
  subscriber: makeLineHandler(deps),
})

/** Logs and sends what is due now. */
export async function sweepEvents(deps: TestDeps): Promise<void> {
  // The first sweep wakes subscribers' queues, and the second sweep processes them.
  for (let i = 0; i < 2; i++) await sweep(deps, eventHandlers(deps))
}
