import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Capaian, capaian, type NewMember, Refusal } from '../../functions/api/client.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { browserOf } from '../support/browser.ts'
import { inside, makeWorld, newNik, type World } from '../support/world.ts'

let world: World
let server: Awaited<ReturnType<typeof listen>>
let browser: ReturnType<typeof browserOf>
let api: Capaian

beforeAll(async () => {
  world = await makeWorld()
  server = await listen(world.app, await findFreePort(0))
})
afterAll(() => server.stop())
beforeEach(() => {
  browser = browserOf('https://dasbor.example.id')
  api = capaian({ url: server.endpoint, token: 'admin', fetch: browser.fetch })
})

const somebody = (): NewMember => ({
  person: { name: 'Sri Wahyuni', nik: newNik('female') },
  gender: 'female',
  category: 'pemula',
  ...inside,
})
const registerSomebody = async () => (await api.post('/v1/members', { body: somebody() })).data.memberId

const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  const error = await call.catch((thrown: unknown) => thrown)
  if (error instanceof Refusal) return error
  throw new Error('It was not refused', { cause: error })
}

test('a page of another origin registers, reads, corrects, records a stage and sees the figures move', async () => {
  const figure = async () => (await api.get('/v1/figures', { query: { month: '2021-11' } })).data.stages[0]?.cumulative
  const before = await figure()
  const { data: posted, status, replayed, etag: none } = await api.post('/v1/members', { body: somebody() })
  expect({ status, replayed, none }).toEqual({ status: 201, replayed: false, none: undefined })
  const path = { id: posted.memberId }
  expect(await figure()).toBe(Number(before) + 1)

  const { data: member, etag } = await api.get('/v1/members/{id}', { path })
  expect([member.person?.name, etag]).toEqual(['Sri Wahyuni', '"1"'])
  const corrected = await api.patch('/v1/members/{id}', { path, ifMatch: etag, body: { person: { name: 'Sri W.' } } })
  expect([corrected.data.person?.name, corrected.etag]).toEqual(['Sri W.', '"2"'])

  const stage = await api.post('/v1/members/{id}/stages', { path, body: { stage: 'P2', happenedOn: '2021-11-20' } })
  expect(stage.data.entries.map(({ stage, postedIn }) => [stage, postedIn])).toEqual([['P2', '2021-11']])
  const found = await api.post('/v1/members/searches', { body: { number: posted.memberId } })
  expect(found.data.items.map(({ stages }) => Object.keys(stages))).toEqual([['P1', 'P2']])
})

test('a browser sends a preflight before each call', async () => {
  const id = await registerSomebody()
  browser.sent.length = 0
  await api.patch('/v1/members/{id}', { path: { id }, ifMatch: '"1"', body: { person: { name: 'Sri' } } })
  const [asked, made, ...rest] = browser.sent
  expect(rest).toEqual([])
  expect([asked?.method, asked?.headers.get('Access-Control-Request-Headers')]).toEqual([
    'OPTIONS',
    'authorization,content-type,if-match',
  ])
  expect([made?.method, made?.headers.get('If-Match')]).toEqual(['PATCH', '"1"'])
})

describe('a refusal is thrown as one', () => {
  test('for a member that has changed meanwhile', async () => {
    const path = { id: await registerSomebody() }
    const change = (name: string) => api.patch('/v1/members/{id}', { path, ifMatch: '"1"', body: { person: { name } } })
    await change('Sri')
    const refusal = await refusalOf(change('Wahyuni'))
    expect({ ...refusal }).toMatchObject({ status: 412, name: 'Refusal', problems: [{ code: 'version_stale' }] })
    expect(refusal.has('version_stale')).toBe(true)
    expect(refusal.has('not_found')).toBe(false)
    expect((await api.get('/v1/members/{id}', { path })).data.person?.name).toBe('Sri')
  })

  test('with every problem, its path, and the id of the request in the log', async () => {
    const person = { name: 'Sri Wahyuni', nik: '1', phone: '12' }
    const refusal = await refusalOf(api.post('/v1/members', { body: { ...somebody(), person } }))
    expect(refusal.problems.map(({ code, path }) => [code, path])).toEqual([
      ['nik_digits', '/person/nik'],
      ['phone_shape', '/person/phone'],
    ])
    expect(refusal.message).toBe('Invalid request, nik_digits /person/nik, phone_shape /person/phone')
    expect(world.deps.logged.some((line) => line.includes(refusal.requestId))).toBe(true)
  })

  test('also when something other than the API answers', async () => {
    const proxy = async () =>
      new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
    const behind = capaian({ url: 'http://proxy', token: 'admin', fetch: proxy, retries: 0 })
    const refusal = await refusalOf(behind.get('/v1/programme'))
    expect({ ...refusal, message: refusal.message }).toEqual({
      name: 'Refusal',
      status: 502,
      message: 'Status 502',
      problems: [],
      requestId: '',
    })
  })
})

describe('a list', () => {
  let path: { id: string }
  let whole: string[]
  beforeAll(async () => {
    path = { id: await world.addTrained() }
    for (const gender of ['female', 'male', 'unknown'])
      await world.call('POST', `/v1/members/${path.id}/reclassifications`, {
        body: { gender, reason: 'data_entry_mistake' },
      })
    const answer = await capaian({ url: server.endpoint, token: 'admin' }).get('/v1/members/{id}/history', {
      path,
      query: { limit: 200 },
    })
    whole = answer.data.items.map(({ id }) => id)
    expect(whole.length).toBeGreaterThan(10)
  })

  test('is read item by item, whatever the size of its pages', async () => {
    for (const query of [{ limit: 1 }, { limit: 3 }, {}]) {
      const ids: string[] = []
      for await (const { id } of api.each('/v1/members/{id}/history', { path, query })) ids.push(id)
      expect(ids).toEqual(whole)
    }
  })

  test('is fetched only as far as it is read', async () => {
    for await (const { id } of api.each('/v1/members/{id}/history', { path, query: { limit: 3 } }))
      if (id === whole[3]) break
    expect(browser.sent.filter(({ method }) => method === 'GET')).toHaveLength(2)
  })

  test('that is requested by POST, because of names, has its cursor in the body', async () => {
    for (let i = 0; i < 3; i++) await registerSomebody()
    const body = { namePrefix: 'Sri Wah', limit: 1 }
    const names: string[] = []
    for await (const { person } of api.each('/v1/members/lists', { body })) names.push(person?.name ?? '')
    expect(names.length).toBeGreaterThan(3)
    expect(new Set(names)).toEqual(new Set(['Sri Wahyuni']))
    const posts = browser.sent.filter(({ path }) => path === '/v1/members/lists')
    expect(posts.filter(({ method }) => method === 'POST').length).toBeGreaterThan(3)
  })

  test('is read on from a cursor', async () => {
    const { data } = await api.get('/v1/members/{id}/history', { path, query: { limit: 4 } })
    const ids: string[] = []
    const query = { limit: 2, cursor: data.next }
    for await (const { id } of api.each('/v1/members/{id}/history', { path, query })) ids.push(id)
    expect(ids).toEqual(whole.slice(4))
  })
})

test('figures as CSV come as text', async () => {
  const { data } = await api.get('/v1/figures.csv', { query: { month: '2021-11', area: '31.71' } })
  expect(data).toMatch(/^[a-z_,A-Z]+\r?\n/)
  expect(data).toContain('2021-11')
})

/** A `fetch` in which some tries, by their number, fail before or after the server has done its work. */
function shaky(goesWrong: (attempt: number) => 'before' | 'after' | Response | undefined) {
  let attempts = 0
  const keys = new Set<string | null>()
  return {
    keys,
    attempts: () => attempts,
    async fetch(url: string, init: RequestInit): Promise<Response> {
      const fault = goesWrong(++attempts)
      keys.add(new Headers(init.headers).get('Idempotency-Key'))
      if (fault === 'before') throw new TypeError('Failed to fetch')
      if (fault instanceof Response) return fault
      const answer = await fetch(url, init)
      if (fault === 'after') throw new TypeError('Failed to fetch')
      return answer
    },
  }
}
const over = (line: ReturnType<typeof shaky>, more: Partial<Parameters<typeof capaian>[0]> = {}) =>
  capaian({ url: server.endpoint, token: 'admin', fetch: line.fetch, ...more })
const busy = (headers = {}) => new Response(null, { status: 503, headers })

describe('when the connection breaks', () => {
  test('a POST whose answers were lost is sent again under its key and has one effect', async () => {
    const line = shaky((attempt) => (attempt <= 2 ? 'after' : undefined))
    const body = somebody()
    const { data, replayed } = await over(line).post('/v1/members', { body })
    expect({ replayed, attempts: line.attempts(), keys: line.keys.size }).toEqual({
      replayed: true,
      attempts: 3,
      keys: 1,
    })
    expect([...line.keys][0]).toMatch(/^[0-9a-f-]{36}$/)
    const found = await api.post('/v1/members/searches', { body: { nik: body.person.nik ?? '' } })
    expect(found.data.items.map(({ id }) => id)).toEqual([data.memberId])
    const history = await api.get('/v1/members/{id}/history', { path: { id: data.memberId } })
    expect(history.data.items).toHaveLength(1)
  })

  test('each call has its own key, or the given one', async () => {
    const line = shaky(() => undefined)
    const client = over(line)
    await client.post('/v1/members', { body: somebody() })
    await client.post('/v1/members', { body: somebody(), key: 'form-1234-abcd' })
    await client.post('/v1/members', { body: somebody() })
    expect(line.keys.size).toBe(3)
    expect(line.keys).toContain('form-1234-abcd')
  })

  test('a GET is sent again, and its error is thrown after the last try', async () => {
    const line = shaky((attempt) => (attempt === 1 ? 'before' : undefined))
    expect((await over(line).get('/v1/programme')).data.code).toBe('jakpreneur')
    const dead = shaky(() => 'before')
    await expect(over(dead, { retries: 1 }).get('/v1/programme')).rejects.toThrow('Failed to fetch')
    expect(dead.attempts()).toBe(2)
  })

  test('a PATCH is not sent again: it may have been done, and the second would be stale by the first', async () => {
    const line = shaky(() => 'after')
    const path = { id: await registerSomebody() }
    const change = over(line).patch('/v1/members/{id}', { path, ifMatch: '"1"', body: { person: { name: 'Sri' } } })
    await expect(change).rejects.toThrow('Failed to fetch')
    expect(line.attempts()).toBe(1)
    expect((await api.get('/v1/members/{id}', { path })).etag).toBe('"2"')
  })

  test('a call that the caller has aborted is not sent again', async () => {
    const line = shaky(() => undefined)
    const signal = AbortSignal.abort(new Error('The user left'))
    await expect(over(line).get('/v1/programme', { signal })).rejects.toThrow('The user left')
    expect(line.attempts()).toBe(1)
  })

  test('a try that gets no answer in time is given up', async () => {
    let attempts = 0
    const silence = (_: string, { signal }: RequestInit) => {
      attempts++
      return new Promise<Response>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    }
    const client = capaian({ url: server.endpoint, token: 'admin', fetch: silence, timeoutMs: 50, retries: 1 })
    await expect(client.get('/v1/programme')).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }))
    expect(attempts).toBe(2)
  })
})

describe('when the server is busy', () => {
  test('the call is sent again after the requested pause', async () => {
    const line = shaky((attempt) => (attempt === 1 ? busy({ 'Retry-After': '1' }) : undefined))
    const started = performance.now()
    expect((await over(line).get('/v1/programme')).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  test('the client does not wait for a long pause, and gives up after some tries', async () => {
    const line = shaky(() => busy({ 'Retry-After': '3600' }))
    expect((await refusalOf(over(line).get('/v1/programme'))).status).toBe(503)
    expect(line.attempts()).toBe(1)
    const always = shaky(() => busy())
    expect((await refusalOf(over(always, { retries: 1 }).get('/v1/programme'))).status).toBe(503)
    expect(always.attempts()).toBe(2)
  })
})

test('the token may be a function that is called before every try; its errors are thrown at once', async () => {
  let askedTimes = 0
  const line = shaky((attempt) => (attempt === 1 ? 'before' : undefined))
  const token = async () => {
    askedTimes++
    return askedTimes === 1 ? 'about-to-expire' : 'admin'
  }
  expect((await over(line, { token }).get('/v1/months')).status).toBe(200)
  expect(askedTimes).toBe(2)
  const signedOut = () => Promise.reject(new Error('Signed out'))
  const silent = shaky(() => undefined)
  await expect(over(silent, { token: signedOut }).get('/v1/months')).rejects.toThrow('Signed out')
  expect(silent.attempts()).toBe(0)
})

test('paths and queries are escaped', async () => {
  const urls: string[] = []
  const fetch = async (url: string) => {
    urls.push(url)
    return Response.json({})
  }
  const client = capaian({ url: 'https://capaian.example/', token: 'admin', fetch })
  await client.get('/v1/import-sources/{code}', { path: { code: 'a/b c' } })
  await client.get('/v1/figures', { query: { area: 'x&y=z', agency: undefined } })
  await client.get('/v1/figures')
  expect(urls).toEqual([
    'https://capaian.example/v1/import-sources/a%2Fb%20c',
    'https://capaian.example/v1/figures?area=x%26y%3Dz',
    'https://capaian.example/v1/figures',
  ])
})

test('the client is served as one file without imports, and the reference links to it', async () => {
  const answer = await fetch(`${server.endpoint}/client.ts`)
  expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  const text = await answer.text()
  expect(text).toMatch(/^export function capaian/m)
  expect(text).toMatch(/^export type Routes = \{\n {2}get: \{\n/m)
  expect(text).not.toMatch(/ from '/)
  const document = await (await fetch(`${server.endpoint}/openapi.json`)).text()
  expect(document).toContain('[client.ts](/client.ts)')
})
