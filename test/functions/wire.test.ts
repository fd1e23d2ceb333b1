import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let server: Awaited<ReturnType<typeof listen>>
let before: Record<string, unknown>[]

beforeAll(async () => {
  world = await makeWorld()
  server = await listen(world.app, await findFreePort(0))
  before = await tableContents(world.deps.tableName)
})
afterAll(() => server.stop())

/** Sends bytes as they are. Returns what came until the server closed the connection. */
async function exchange(...lines: string[]): Promise<string> {
  const socket = connect(Number(new URL(server.endpoint).port), '127.0.0.1')
  await once(socket, 'connect')
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.write(lines.join('\r\n'))
  await new Promise((resolve) => socket.once('close', resolve))
  return answer
}
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

const host = 'Host: localhost'
const close = 'Connection: close'
const token = 'Authorization: Bearer admin'
const json = 'Content-Type: application/json'
const key = 'Idempotency-Key: key-on-the-wire'
const post = ['POST /v1/members HTTP/1.1', host, close, token, json]

describe('refused over a real connection', () => {
  test.each<[string, string[], number]>([
    ['two tokens', ['GET /v1/programme HTTP/1.1', host, close, 'Authorization: Basic x', token, '', ''], 401],
    ['a key with a line break', [...post, 'Idempotency-Key: key-on', ' the-wire', 'Content-Length: 2', '', '{}'], 400],
    ['a request without host', ['GET /v1/programme HTTP/1.1', close, token, '', ''], 400],
    ['a header with a NUL', ['GET /v1/programme HTTP/1.1', host, close, 'X-Request-Id: a\u0000b', '', ''], 400],
    ['two lengths', [...post, key, 'Content-Length: 2', 'Content-Length: 3', '', '{}'], 400],
    ['a length and chunks', [...post, key, 'Content-Length: 2', 'Transfer-Encoding: chunked', '', '0', '', ''], 400],
    ['headers of 20 KB', ['GET /v1/programme HTTP/1.1', host, close, `X-Long: ${'x'.repeat(20_000)}`, '', ''], 431],
    ['another protocol', ['GARBAGE', '', ''], 400],
    ['the whole server', ['OPTIONS * HTTP/1.1', host, close, token, '', ''], 400],
    ['a path out of the docs', ['GET /docs/../../package.json HTTP/1.1', host, close, '', ''], 404],
    ['a path to the system', ['GET /docs/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1', host, close, '', ''], 404],
    [
      '1 MB in chunks without a length',
      [...post, key, 'Transfer-Encoding: chunked', '', '100000', 'x'.repeat(0x100000), '0', '', ''],
      413,
    ],
    [
      'a body without a type',
      ['POST /v1/members HTTP/1.1', host, close, token, key, 'Content-Length: 2', '', '{}'],
      415,
    ],
  ])('%s', async (_, lines, status) => {
    expect(statusOf(await exchange(...lines))).toBe(status)
  })
})

test('afterwards the server answers as before, and nothing was written or logged as a failure', async () => {
  expect(statusOf(await exchange('GET /v1/programme HTTP/1.1', host, close, token, '', ''))).toBe(200)
  expect(await tableContents(world.deps.tableName)).toEqual(before)
  expect(world.deps.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
