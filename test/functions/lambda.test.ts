import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { countRegistrations } from '../../functions/api/count-registrations.ts'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { gatewayEvent } from '../support/gateway-event.ts'
import { makeWorld, newNik, type World } from '../support/world.ts'

let world: World
let handler: ReturnType<typeof lambdaHandler>

beforeAll(async () => {
  world = await makeWorld()
  handler = lambdaHandler(world.app)
})

const token = { authorization: 'Bearer admin' }
const json = { ...token, 'content-type': 'application/json' }
const newMember = (name: string) =>
  JSON.stringify({
    person: { name, nik: newNik() },
    gender: 'male',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPAPP',
  })
let keys = 0
const register = (body: string | Buffer, headers: Record<string, string> = {}) =>
  handler(
    gatewayEvent({
      method: 'POST',
      path: '/v1/members',
      headers: { ...json, 'idempotency-key': `lambda-key-${++keys}`, ...headers },
      body,
    }),
  )

async function nameOf(answer: Awaited<ReturnType<typeof register>>): Promise<string> {
  expect([answer.statusCode, answer.isBase64Encoded]).toEqual([201, false])
  const path = `/v1/members/${JSON.parse(answer.body).memberId}`
  const member = await handler(gatewayEvent({ path, headers: token }))
  return JSON.parse(member.body).person.name
}

test('a body comes as text or in base64, and is the same', async () => {
  expect(await nameOf(await register(newMember('Théo Šarūnas')))).toBe('Théo Šarūnas')
  expect(await nameOf(await register(Buffer.from(newMember('Nyai Ontosoroh ꦗꦮ'))))).toBe('Nyai Ontosoroh ꦗꦮ')
})

test('headers and query reach the API, and cookies do no harm', async () => {
  const cookies = ['session=abc', 'theme=dark; Path=/']
  const event = { path: '/v1/figures', query: 'area=31.71.01&month=2021-11', cookies }
  const answer = await handler(gatewayEvent({ ...event, headers: { ...token, 'x-request-id': 'for-the-lambda' } }))
  expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, false])
  expect(answer).toMatchObject({ headers: { 'x-request-id': 'for-the-lambda', 'cache-control': 'no-store' } })
  expect(JSON.parse(answer.body)).toMatchObject({ area: { code: '31.71.01' }, month: '2021-11' })
})

test('several values of a header come joined by commas: two keys are not one', async () => {
  const answer = await register(newMember('Budi'), { 'idempotency-key': 'key-number-1,key-number-2' })
  expect([answer.statusCode, JSON.parse(answer.body).problems[0].code]).toEqual([400, 'idempotency_key_shape'])
})

test('several values of a parameter are refused', async () => {
  const answer = await handler(gatewayEvent({ path: '/v1/figures', query: 'area=31&area=31.71', headers: token }))
  expect([answer.statusCode, JSON.parse(answer.body).problems[0].code]).toEqual([422, 'value_type'])
})

test('refusals are problem documents as plain text', async () => {
  const answer = await handler(gatewayEvent({ path: '/v1/members/7K3M9QXF' }))
  expect([answer.statusCode, answer.isBase64Encoded]).toEqual([401, false])
  expect(answer).toMatchObject({
    headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
  })
  expect(JSON.parse(answer.body)).toMatchObject({ status: 401 })
})

test('CSV keeps its byte order mark on the way through the gateway', async () => {
  const answer = await handler(gatewayEvent({ path: '/v1/figures.csv', headers: token }))
  expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, true])
  const bytes = Buffer.from(answer.body, 'base64')
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.toString('utf8')).toContain('Pendaftaran')
})

test('a read request with a body is answered as without it', async () => {
  for (const method of ['GET', 'HEAD']) {
    const event = gatewayEvent({ method, path: '/v1/programme', headers: json, body: '{"a":1}' })
    expect((await handler(event)).statusCode).toBe(200)
  }
})

describe('bodies that must be refused', () => {
  test.each<[string, string | Buffer, number, string]>([
    ['cut off', '{"person":', 400, 'body_malformed'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'body_encoding'],
    ['packed', gzipSync('{}'), 400, 'body_encoding'],
    ['of 1 MB as text', `"${'a'.repeat(1_000_000)}"`, 413, 'body_too_large'],
    ['of 1 MB in base64', Buffer.from(`"${'a'.repeat(1_000_000)}"`), 413, 'body_too_large'],
    ['of 300 KB that were said to be 10', `"${'a'.repeat(300_000)}"`, 413, 'body_too_large'],
  ])('%s', async (what, body, status, code) => {
    const answer = await register(body, what.includes('said') ? { 'content-length': '10' } : {})
    expect([answer.statusCode, JSON.parse(answer.body).problems[0].code]).toEqual([status, code])
  })
})

test('a preflight of another origin is answered', async () => {
  const headers = { origin: 'https://dasbor.example.id', 'access-control-request-method': 'POST' }
  const answer = await handler(gatewayEvent({ method: 'OPTIONS', path: '/v1/members', headers }))
  expect(answer.statusCode).toBe(204)
  expect(answer).toMatchObject({ headers: { 'access-control-allow-origin': '*' } })
})

test.each(['/v1/members/%ZZ', '/v1/members/..%2f..', '/v1/%', '//v1/programme', '/v1/figures/\u00e9', '/v1/\u0000'])(
  'the path %j is answered with a refusal',
  async (path) => {
    const answer = await handler(gatewayEvent({ path, headers: token }))
    expect([404, 422]).toContain(answer.statusCode)
    expect(JSON.parse(answer.body).problems).toHaveLength(1)
  },
)

test('a header with letters beyond ASCII causes no failure', async () => {
  const headers = { ...token, 'x-request-id': 'naïve-request', 'user-agent': 'Peramban Jawa ꦗꦮ' }
  expect((await handler(gatewayEvent({ path: '/v1/programme', headers }))).statusCode).toBe(200)
})

test('a registration is counted once, and nothing else is', async () => {
  const told: object[] = []
  const measuring = countRegistrations(handler, (values) => told.push(values))
  const post = (path: string, body: string) =>
    measuring(
      gatewayEvent({ method: 'POST', path, headers: { ...json, 'idempotency-key': `lambda-key-${++keys}` }, body }),
    )
  expect((await post('/v1/members', newMember('Rukmini'))).statusCode).toBe(201)
  expect(told).toEqual([{ Registered: 1 }])
  const again = { method: 'POST', path: '/v1/members', headers: { ...json, 'idempotency-key': 'lambda-twice' } }
  const body = newMember('Rukmini')
  for (let i = 0; i < 2; i++) expect((await measuring(gatewayEvent({ ...again, body }))).statusCode).toBe(201)
  expect(told.splice(1)).toEqual([{ Registered: 1 }])
  expect((await post('/v1/members', '{}')).statusCode).toBe(422)
  expect((await measuring(gatewayEvent({ path: '/health' }))).statusCode).toBe(200)
  expect(told).toHaveLength(1)
})
