import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { problemOf } from '../support/problem.ts'
import { makeWorld, newNik, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const patch = (path: string, body: unknown, tag?: string) =>
  world.call('PATCH', path, { body, headers: tag === undefined ? {} : { 'If-Match': tag } })
const tagOf = async (path: string) => (await world.call('GET', path)).headers.get('ETag') ?? ''
const only = async (answer: Response) => (await problemOf(answer)).problems[0]

const revision = { value: 50, basis: 'Perubahan', effectiveFrom: '2021-11-01', reason: 'Anggaran' }

test.each([
  [
    'a member',
    async () => `/v1/members/${await world.member()}`,
    { person: { name: 'Dewi Lestari' } },
    { area: '31.71.02' },
  ],
  ['a target', async () => `/v1/targets/${await world.target({ area: '31' })}`, revision, { ...revision, value: 60 }],
])(
  '%s is changed only from the version that was seen, and each change returns the next ETag',
  async (_, make, one, two) => {
    const path = await make()
    const missing = await patch(path, one)
    expect([missing.status, (await only(missing))?.code]).toEqual([428, 'if_match_missing'])

    const first = await tagOf(path)
    expect(first).toMatch(/^"\d+"$/)
    const changed = await patch(path, one, first)
    expect(changed.status).toBe(200)
    const second = changed.headers.get('ETag')
    expect(second).not.toBe(first)
    expect(await tagOf(path)).toBe(second)

    const stale = await patch(path, two, first)
    expect(stale.status).toBe(412)
    expect(await only(stale)).toMatchObject({
      code: 'version_stale',
      params: { version: Number(second?.slice(1, -1)) },
    })
    expect((await patch(path, two, second ?? '')).status).toBe(200)
  },
)

test('an act on a member makes the ETag seen before stale', async () => {
  const id = await world.member()
  const path = `/v1/members/${id}`
  const tag = await tagOf(path)
  const posted = await world.call('POST', `${path}/stages`, { body: { stage: 'P2', happenedOn: '2021-11-20' } })
  const { version } = z.object({ version: z.int() }).parse(await posted.json())
  expect((await patch(path, { area: '31.71.02' }, tag)).status).toBe(412)
  expect((await patch(path, { area: '31.71.02' }, `"${version}"`)).status).toBe(200)
})

test('if several changes of one version come at once, one is made and the others get the present version', async () => {
  const id = await world.member()
  const path = `/v1/members/${id}`
  const answers = await Promise.all(Array.from({ length: 6 }, () => patch(path, { person: { nik: newNik() } }, '"1"')))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412])
  expect(await tagOf(path)).toBe('"2"')
})

test('one correction of a NIK sent six times at once is made once', async () => {
  const path = `/v1/members/${await world.member()}`
  const change = { person: { nik: newNik() } }
  const answers = await Promise.all(Array.from({ length: 6 }, () => patch(path, change, '"1"')))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412])
})

test('if several revisions of a target come at once, one is made', async () => {
  const path = `/v1/targets/${await world.target({ area: '31' })}`
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => patch(path, { ...revision, value: i }, '"1"')))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412])
})

test('issuing a month again from two desks at once makes one issue, and asks the other to try again', async () => {
  await world.member({ registeredOn: '2021-10-20' })
  const issue = (cause: string) => world.call('POST', '/v1/months/2021-10/issues', { body: { cause } })
  const answers = await Promise.all(['Terlambat', 'Terlambat juga', 'Sekali lagi'].map(issue))
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses[0]).toBe(201)
  for (const status of statuses.slice(1)) expect([409, 503]).toContain(status)
  const list = await world.call('GET', '/v1/months/2021-10/issues')
  const { items } = z.object({ items: z.array(z.object({ number: z.int() })) }).parse(await list.json())
  expect(items.map(({ number }) => number)).toEqual([1, 2])
})

test('the ETag of an issue is its hash', async () => {
  const list = await world.call('GET', '/v1/issues')
  const { items } = z.object({ items: z.array(z.object({ hash: z.string() })) }).parse(await list.json())
  expect(await tagOf('/v1/months/2021-10/issues/1')).toBe(`"${items[0]?.hash}"`)
})

test('a change accepts the weak ETag that a compressing proxy passes on', async () => {
  const path = `/v1/members/${await world.member()}`
  expect((await patch(path, { area: '31.71.02' }, `W/${await tagOf(path)}`)).status).toBe(200)
  expect((await patch(path, { area: '31.71.01' }, 'W/"1"')).status).toBe(412)
})

test('the figures of a closed month have an ETag, and are not sent to a caller who has them', async () => {
  const path = '/v1/figures?month=2021-10'
  const whole = await world.call('GET', path)
  const tag = whole.headers.get('ETag') ?? ''
  expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'application/json'])
  expect(tag).toMatch(/^"[\w-]{22}"$/)
  const wholeBody = await whole.json()
  expect(wholeBody).toMatchObject({ month: '2021-10', status: 'closed' })
  const askKnowing = (known: string) => world.call('GET', path, { headers: { 'If-None-Match': known } })
  const same = await askKnowing(`"other", W/${tag}`)
  expect([same.status, same.headers.get('ETag'), await same.text()]).toEqual([304, tag, ''])
  const other = await askKnowing('"other"')
  expect([other.status, await other.json()]).toEqual([200, wholeBody])
  for (const wrong of ['&month=2021-10', '&readin=restated', '&restatedThrough=2021-11'])
    expect((await world.call('GET', path + wrong)).status).toBe(422)
})

test('the figures of an open month have another ETag once a member is registered', async () => {
  const before = await tagOf('/v1/figures')
  const askKnowing = (known: string) => world.call('GET', '/v1/figures', { headers: { 'If-None-Match': known } })
  expect((await askKnowing(before)).status).toBe(304)
  await world.member()
  const after = await askKnowing(before)
  expect([after.status, after.headers.get('ETag') === before]).toEqual([200, false])
  expect(await after.json()).toMatchObject({ status: 'open' })
})
