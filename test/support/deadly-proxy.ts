import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/**
 * The write at which a process is killed: before it reaches the engine, or after the engine's answer but before the
 * caller gets it.
 */
export type Fate = { write: number; side: 'before' | 'after' }

/**
 * Proxies between the SDK of this process and its engines. They kill the process (SIGKILL) at one of its writes, which
 * the code under test does not notice. `count` returns how many writes went through.
 */
export function deadlyProxies(fate: Fate | undefined) {
  let writes = 0
  const die = () => process.kill(process.pid, 'SIGKILL')

  async function pass(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const isFated = isWrite(request) && ++writes === fate?.write
    if (isFated && fate.side === 'before') die()
    const answer = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    })
    const answered = Buffer.from(await answer.arrayBuffer())
    if (isFated) die()
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '', ...errorOf(answer) })
    response.end(answered)
  }

  return {
    /** Starts a proxy before an engine. Returns the endpoint to use instead. */
    async before(target: string): Promise<string> {
      const server = createServer((request, response) => {
        pass(target, request, response).catch(() => response.destroy())
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      server.unref()
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
      return `http://127.0.0.1:${address.port}`
    },
    count: () => writes,
  }
}

const isWrite = ({ method, headers, url }: IncomingMessage): boolean => {
  const operation = String(headers['x-amz-target'] ?? '')
  return operation
    ? /Put|Update|Delete|TransactWrite|BatchWrite|AdminCreate/.test(operation)
    : method === 'PUT' || method === 'DELETE' || url === '/v2/email/outbound-emails'
}

const headersOf = ({ headers }: IncomingMessage): Headers =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || ['host', 'connection', 'content-length', 'expect', 'transfer-encoding'].includes(name)
        ? []
        : [[name, String(value)]],
    ),
  )

const errorOf = ({ headers }: Response): Record<string, string> => {
  const type = headers.get('x-amzn-errortype')
  return type ? { 'x-amzn-errortype': type } : {}
}
