import { beforeAll, describe, expect, test } from 'vitest'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { routeCases } from '../support/route-cases.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const request = (path: string, init: RequestInit = {}) => world.app.request(path, init)
const origin = { Origin: 'https://dasbor.example.id' }

describe('other origins', () => {
  test('get a preflight answer without a token', async () => {
    const asked = {
      'Access-Control-Request-Method': 'PATCH',
      'Access-Control-Request-Headers': 'authorization,if-match',
    }
    const answer = await request('/v1/members/7K3M9QXF', { method: 'OPTIONS', headers: { ...origin, ...asked } })
    expect(answer.status).toBe(204)
    const allowedBy = (name: string) => (answer.headers.get(`Access-Control-Allow-${name}`) ?? '').split(/,\s*/)
    expect(allowedBy('Origin')).toEqual(['*'])
    expect(allowedBy('Methods')).toEqual(expect.arrayContaining(['GET', 'POST', 'PATCH', 'PUT']))
    const headers = ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Request-Id']
    expect(allowedBy('Headers')).toEqual(headers)
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
  })

  test.each([200, 401, 404, 422])('may read an answer of status %i, and the headers that matter', async (status) => {
    const paths = { 200: 'programme', 401: 'programme', 404: 'nowhere', 422: 'months/x' }
    const path = Object.entries(paths).find(([each]) => each === String(status))?.[1]
    const answer = await world.call('GET', `/v1/${path}`, { as: status === 401 ? '' : 'admin', headers: origin })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const exposed = (answer.headers.get('Access-Control-Expose-Headers') ?? '').split(/,\s*/)
    expect(exposed).toEqual(['ETag', 'Location', 'Idempotency-Replayed', 'Retry-After', 'X-Request-Id'])
  })
})

test.each(['/health', '/docs', '/openapi.json', '/nowhere', '/v1/programme', '/v1/nowhere', '/v1/members/x'])(
  '%s carries the security headers',
  async (path) => {
    for (const as of ['admin', '']) {
      const { headers } = await world.call('GET', path, { as })
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN')
      expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=\d{7,}/)
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('X-Powered-By')).toBeNull()
      expect(headers.get('Server')).toBeNull()
    }
  },
)

test.each(Object.entries(routeCases).filter(([name]) => name.startsWith('GET')))(
  '%s is kept by no browser and no proxy',
  async (_, { request: about }) => {
    const { path } = await about(world, 'admin')
    for (const as of ['admin', 'nobody', '']) {
      const answer = await world.call('GET', path, { as })
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
    }
  },
)

describe('the id of a request', () => {
  const idOf = (answer: Response) => answer.headers.get('X-Request-Id')

  test.each(['1234567a', 'a1b2c3d4-e5f6-7890', 'A'.repeat(64)])('%s is taken over', async (id) => {
    expect(idOf(await request('/health', { headers: { 'X-Request-Id': id } }))).toBe(id)
  })

  test.each(['', '1234567', 'A'.repeat(65), 'siti@example.id', '3171015503900001', '<script>', '../../etc'])(
    '"%s" is not: another one is made',
    async (id) => {
      const madeId = idOf(await request('/health', { headers: { 'X-Request-Id': id } }))
      expect(madeId).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  test('is in the header, in the body of a refusal and in the log', async () => {
    const answer = await world.call('GET', '/v1/months/x', { headers: { 'X-Request-Id': 'for-the-log' } })
    expect(idOf(answer)).toBe('for-the-log')
    expect((await problemOf(answer)).requestId).toBe('for-the-log')
    expect(world.deps.logged.filter((line) => line.includes('"requestId":"for-the-log"'))).toHaveLength(1)
  })
})

test('an unknown caller is asked for a token, and learns nothing else', async () => {
  const missing = await world.call('GET', '/v1/members/7K3M9QXF', { as: '' })
  const wrong = await world.call('GET', '/v1/members/7K3M9QXF', { as: 'bad-token' })
  for (const answer of [missing, wrong]) {
    expect(answer.status).toBe(401)
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
  }
  expect(codesOfProblem(await problemOf(missing))).toEqual(['token_missing'])
  expect(codesOfProblem(await problemOf(wrong))).toEqual(['token_invalid'])
  expect((await world.call('GET', '/v1/nowhere', { as: '' })).status).toBe(401)
})

test('the scheme of the token may be written in any case', async () => {
  const headers = { Authorization: 'bearer admin' }
  expect((await request('/v1/programme', { headers })).status).toBe(200)
})

test('an internal error is answered as such, and only its name and place are logged', async () => {
  const { app, deps } = await makeWorld()
  deps.grants.ofSubject = () => {
    throw new TypeError('3171015503900001 is not iterable\n    at Sri Wahyuni, Jalan Gambir')
  }
  const answer = await app.request('/v1/programme', { headers: { Authorization: 'Bearer admin' } })
  expect(answer.status).toBe(500)
  expect(codesOfProblem(await problemOf(answer))).toEqual(['internal'])
  const line = deps.logged.find((each) => each.includes('A request failed'))
  expect(line).toContain('"error":"TypeError","place":"at ')
  expect(line).toMatch(/^\{"at":"2021-11-30T05:00:00.000Z"/)
  expect(deps.logged.join('\n')).not.toMatch(/317101|Sri|Gambir/)
})

test('health returns the time to anyone, and needs no table', async () => {
  const answer = await request('/health')
  expect(await answer.json()).toEqual({ status: 'ok', now: '2021-11-30T05:00:00.000Z' })
})
