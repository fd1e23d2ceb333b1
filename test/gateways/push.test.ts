import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test } from 'vitest'
import { findFreePort } from '../../infra/local/free-port.ts'
import { push } from '../../shared/gateways/push.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const message = { secrets: [secret], id: 'dlv_1', body: '{"id":"evt_1"}' }
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function startReceiver(listener: (...args: Parameters<RequestListener>) => unknown): Promise<string> {
  const server = createServer((request, response) => void listener(request, response))
  const port = await findFreePort(8700)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${port}/in`
}
const send = (target: string, signal?: AbortSignal) =>
  push({ loopback: true }).send({ ...message, target }, new Date(), signal)

test('a receiver gets a push that it can verify', async () => {
  const pushes: { headers: IncomingHttpHeaders; body: string; url: string | undefined }[] = []
  const target = await startReceiver(async (request, response) => {
    pushes.push({ headers: request.headers, body: await text(request), url: request.url })
    response.writeHead(204).end()
  })
  expect(await send(target)).toEqual({ isTaken: true, status: 204 })
  expect(pushes).toMatchObject([{ body: message.body, url: '/in', headers: { 'webhook-id': 'dlv_1' } }])
  const headers = Object.fromEntries(
    Object.entries(pushes[0]?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  expect(new Webhook(secret).verify(message.body, headers)).toEqual({ id: 'evt_1' })
})

test('a redirect is not followed', async () => {
  let calls = 0
  const target = await startReceiver((_, response) => {
    calls++
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await send(target)).toEqual({ isTaken: false, reason: 'redirect', status: 307 })
  expect(calls).toBe(1)
})

test('an endless answer is cut off, and its status counts', async () => {
  const target = await startReceiver((_, response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    }
    response.on('drain', more)
    more()
  })
  expect(await send(target)).toEqual({ isTaken: true, status: 200 })
})

test('a receiver that is silent or absent gives a failure', async () => {
  const abort = new AbortController()
  const silentReceiver = await startReceiver(() => abort.abort())
  expect(await send(silentReceiver, abort.signal)).toEqual({ isTaken: false, reason: 'timeout' })
  const absentReceiver = await startReceiver((request) => request.socket.destroy())
  expect(await send(absentReceiver)).toEqual({ isTaken: false, reason: 'unreachable' })
  expect(await send(`http://127.0.0.1:${await findFreePort(8800)}/`)).toEqual({ isTaken: false, reason: 'unreachable' })
})

test('a target that may not receive pushes is not called', async () => {
  const target = await startReceiver((_, response) => response.end())
  const production = push({ loopback: false }, () => Promise.reject(new Error('Nothing is resolved')))
  expect(await production.send({ ...message, target }, new Date())).toEqual({ isTaken: false, reason: 'target' })
})

test.each([
  ['private', [{ address: '10.0.0.7', family: 4 }]],
  ['of this machine', [{ address: '127.0.0.1', family: 4 }]],
  ['of the metadata service', [{ address: '169.254.169.254', family: 4 }]],
  [
    'private beside a public one',
    [
      { address: '8.8.8.8', family: 4 },
      { address: 'fd00::1', family: 6 },
    ],
  ],
])('a name with an address that is %s is refused', async (_, addresses) => {
  const production = push({ loopback: false }, async () => addresses)
  const result = await production.send({ ...message, target: 'https://penerima.example.id/' }, new Date())
  expect(result).toEqual({ isTaken: false, reason: 'address' })
})

test('a name is resolved once, and the connection goes to the address that was checked', async () => {
  let calls = 0
  const target = await startReceiver((_, response) => {
    calls++
    response.end()
  })
  const hostsLookedUp: string[] = []
  const rebindingPush = push({ loopback: true }, async (host) => {
    hostsLookedUp.push(host)
    return [{ address: hostsLookedUp.length === 1 ? '127.0.0.1' : '10.0.0.7', family: 4 }]
  })
  const messageByName = { ...message, target: target.replace('127.0.0.1', 'localhost') }
  expect(await rebindingPush.send(messageByName, new Date())).toEqual({ isTaken: true, status: 200 })
  expect(hostsLookedUp).toEqual(['localhost'])
  expect(await rebindingPush.send(messageByName, new Date())).toEqual({ isTaken: false, reason: 'address' })
  expect(calls).toBe(1)
  const unresolvedPush = push({ loopback: true }, () => Promise.reject(new Error('ENOTFOUND')))
  expect(await unresolvedPush.send(messageByName, new Date())).toEqual({ isTaken: false, reason: 'unresolved' })
})
