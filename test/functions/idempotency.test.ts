import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { PostedAnswer } from '../../shared/domain/acts/posted-answer.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { routeCases } from '../support/route-cases.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, newNik, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'other', role: 'admin' })
})

let keys = 0
const newKey = () => ({ 'Idempotency-Key': `once-${++keys}-of-these` })
const person = () => ({ name: 'Sri Wahyuni', nik: newNik() })
const newMember = (more: object = {}) => ({
  ...{ person: person(), gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPAPP' },
  ...more,
})
const post = (path: string, body: unknown, headers: Record<string, string>, as = 'admin') =>
  world.call('POST', path, { as, body, headers })

/** What only the first answer shows: a secret, and a call that was signed with one. */
const shownOnce: Record<string, string> = {
  'POST /v1/partners/{code}/credentials': 'secret',
  'POST /v1/subscribers': 'secret',
  'POST /v1/subscribers/{id}/secrets': 'secret',
  'POST /v1/partners/{code}/test-events': 'call',
}

/** Removes from an answer what is shown only once. Fails if it is missing. */
function withoutSecret(body: string, once: string | undefined): string {
  if (once === undefined) return body
  const { [once]: shown, ...rest } = z.record(z.string(), z.unknown()).parse(JSON.parse(body))
  expect(shown).toBeDefined()
  return JSON.stringify(rest)
}

async function readAnswer(answer: Response) {
  const { status, headers } = answer
  // Links are signed anew with every answer, by the second.
  const body = (await answer.text()).replaceAll(/X-Amz-(Date|Signature)=\w+/g, '')
  return { status, replayed: headers.get('Idempotency-Replayed'), body }
}

const writing = Object.entries(routeCases).filter(
  ([name]) => name.startsWith('POST') && !/\/(searches|lists|previews|recounts)$/.test(name),
)

type Sent = { path: string; body?: unknown; raw?: string; headers: Record<string, string> }

describe('a route that writes', () => {
  const sent = new Map<string, { asked: Sent; first: Awaited<ReturnType<typeof readAnswer>> }>()
  let before: Awaited<ReturnType<typeof tableContents>>

  beforeAll(async () => {
    for (const [name, { request }] of writing) {
      const { path, headers: own, ...rest } = await request(world, 'admin')
      const { 'Idempotency-Key': _, ...others } = own ?? {}
      const asked = { path, ...rest, headers: { ...others, ...newKey() } }
      sent.set(name, { asked, first: await readAnswer(await world.call('POST', path, asked)) })
    }
    before = await tableContents(world.deps.tableName)
  }, 180_000)

  test.each(writing.map(([name]) => name))(
    '%s needs a key, and sent again gets the first answer, and says so',
    async (name) => {
      const { asked, first } = sent.get(name) ?? {}
      if (!asked || !first) throw new Error('Every request is sent')
      const { 'Idempotency-Key': _, ...others } = asked.headers
      const content = asked.raw ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body))
      const keyless = await world.app.request(asked.path, {
        method: 'POST',
        headers: { Authorization: 'Bearer admin', 'Content-Type': 'application/json', ...others },
        ...(content !== undefined && { body: content }),
      })
      expect(codesOfProblem(await problemOf(keyless))).toEqual(['idempotency_key_missing'])
      expect(keyless.status).toBe(400)
      const second = await readAnswer(await world.call('POST', asked.path, asked))
      expect(first).toMatchObject({ replayed: null })
      expect(second).toEqual({ ...first, body: withoutSecret(first.body, shownOnce[name]), replayed: 'true' })
    },
  )

  test('writes nothing the second time, nor without a key', async () => {
    expect(await tableContents(world.deps.tableName)).toEqual(before)
  })
})

test('look-ups and recounts need no key, because they can be repeated', async () => {
  const headers = { Authorization: 'Bearer admin', 'Content-Type': 'application/json' }
  const number = await world.member()
  const body = JSON.stringify({ number })
  for (let i = 0; i < 2; i++) {
    const found = await world.app.request('/v1/members/searches', { method: 'POST', headers, body })
    expect([found.status, found.headers.get('Idempotency-Replayed')]).toEqual([200, null])
    const counted = await world.app.request('/v1/months/2021-11/recounts', { method: 'POST', headers })
    expect([counted.status, counted.headers.get('Idempotency-Replayed')]).toEqual([200, null])
  }
})

test('two equal requests at the same time register one member and get one answer', async () => {
  const body = newMember()
  const headers = newKey()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post('/v1/members', body, headers).then(readAnswer)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
  expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1)
})

test('two requests with different keys and one NIK register one member', async () => {
  const body = newMember()
  const answers = await Promise.all(Array.from({ length: 5 }, () => post('/v1/members', body, newKey())))
  const statuses = answers.map(({ status }) => status).toSorted()
  expect(statuses).toEqual([201, 409, 409, 409, 409])
})

test('the same key for another body, another path or another route is refused', async () => {
  const [id, other] = [await world.member(), await world.member()]
  const headers = newKey()
  const stage = { stage: 'P2', happenedOn: '2021-11-20' }
  expect((await post(`/v1/members/${id}/stages`, stage, headers)).status).toBe(201)
  const refused = [
    await post(`/v1/members/${id}/stages`, { ...stage, happenedOn: '2021-11-21' }, headers),
    await post(`/v1/members/${id}/stages`, { ...stage, note: 'Catatan' }, headers),
    await post(`/v1/members/${other}/stages`, stage, headers),
    await post(`/v1/members/${id}/erasures`, undefined, headers),
    await post('/v1/members', newMember(), headers),
    await post('/v1/months/closings', {}, headers),
    await post('/v1/classes', { ...stage, memberIds: [other] }, headers),
  ]
  for (const answer of refused) {
    expect(answer.status).toBe(422)
    expect(codesOfProblem(await problemOf(answer))).toEqual(['idempotency_key_reused'])
  }
})

test('the order of fields, blanks and defaults do not make another body', async () => {
  const id = await world.addTrained()
  const headers = newKey()
  const send = (raw: string) => world.call('POST', `/v1/members/${id}/reversals`, { raw, headers })
  const first = await readAnswer(await send('{"stage":"P2","reason":"other"}'))
  const again = await readAnswer(await send('{ "reason": "other",\n"cascade": false, "stage": "P2" }'))
  expect(first.status).toBe(201)
  expect(again).toEqual({ ...first, replayed: 'true' })
})

test('the same key of another caller is another request', async () => {
  const headers = newKey()
  const ids: string[] = []
  for (const as of ['admin', 'other']) {
    const answer = await post('/v1/members', newMember(), headers, as)
    expect([answer.status, answer.headers.get('Idempotency-Replayed')]).toEqual([201, null])
    ids.push(PostedAnswer.parse(await answer.json()).memberId)
  }
  expect(new Set(ids).size).toBe(2)
})

test('a request that was refused has not used up its key', async () => {
  const headers = newKey()
  const id = await world.member()
  const path = `/v1/members/${id}/stages`
  expect((await post(path, { stage: 'P2', happenedOn: '2021-12-24' }, headers)).status).toBe(422)
  expect((await post(path, { stage: 'P2', happenedOn: '2021-11-24' }, headers)).status).toBe(201)
})

test('a repeat a year later still gets the first answer', async () => {
  const body = newMember({ registeredOn: '2021-11-01' })
  const headers = newKey()
  const first = await readAnswer(await post('/v1/members', body, headers))
  world.deps.clock.set('2022-11-30T05:00:00.000Z')
  const second = await readAnswer(await post('/v1/members', body, headers))
  world.deps.clock.set('2021-11-30T05:00:00.000Z')
  expect(second).toEqual({ ...first, replayed: 'true' })
})

test('a class that is sent again gets the first answer for every member', async () => {
  const memberIds = [await world.member(), await world.addTrained(), await world.member()]
  const body = { stage: 'P2', happenedOn: '2021-11-20', memberIds }
  const headers = newKey()
  const first = await readAnswer(await post('/v1/classes', body, headers))
  expect(JSON.parse(first.body)).toMatchObject({ attained: 2, refused: 1 })
  expect(await readAnswer(await post('/v1/classes', body, headers))).toEqual({ ...first, replayed: 'true' })
  const reordered = await post('/v1/classes', { ...body, memberIds: memberIds.toReversed() }, headers)
  expect(reordered.status).toBe(422)
})
