import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { findFreePort } from '../../infra/local/free-port.ts'

type Outcome = { answer: unknown } | { error: unknown }
type Invocation = { id: string; event: unknown; settle: (outcome: Outcome) => void }

/**
 * The interface that Lambda gives to a runtime: it hands out one event after another, and takes the answer or the error of
 * each. Source: AWS Lambda developer guide, "Using the Lambda runtime API", version 2018-06-01.
 */
export async function startRuntimeApi(functionName: string) {
  const waiting: Invocation[] = []
  const running = new Map<string, Invocation>()
  let idle: ServerResponse | undefined
  const { promise: firstAsked, resolve: noteAsking } = Promise.withResolvers<void>()

  /** Hands the next event to a runtime that waits for one. */
  function handOut(): void {
    const next = idle && waiting.shift()
    if (!idle || !next) return
    running.set(next.id, next)
    idle.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': next.id,
      'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
      'lambda-runtime-invoked-function-arn': `arn:aws:lambda:ap-southeast-3:000000000000:function:${functionName}`,
    })
    idle.end(JSON.stringify(next.event))
    idle = undefined
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id = '', what = ''] =
      /^\/2018-06-01\/runtime\/(?:invocation\/)?([\w-]+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? []
    if (request.method === 'GET' && id === 'next') {
      idle = response
      noteAsking()
      return handOut()
    }
    const body = await text(request)
    running.get(id)?.settle(what === 'response' ? { answer: JSON.parse(body) } : { error: JSON.parse(body) })
    running.delete(id)
    response.writeHead(202).end()
  }
  const server = createServer((request, response) => void answer(request, response))
  const port = await findFreePort(0)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${port}`,

    /** Resolves when a runtime first asks for an event. */
    firstAsked,

    /** Runs the function on an event. Returns the id of the request with its outcome. */
    invoke: async (event: unknown): Promise<{ id: string } & Outcome> => {
      const id = randomUUID()
      const outcome = await new Promise<Outcome>((settle) => {
        waiting.push({ id, event, settle })
        handOut()
      })
      return { id, ...outcome }
    },
    stop(): void {
      server.closeAllConnections()
      server.close()
    },
  }
}
