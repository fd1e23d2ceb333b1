import { beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../support/world.ts'

const many = 60

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

type Sending = { path: string; body?: unknown }

/** Posts the requests at the same time, and returns the sorted statuses. */
async function crowd(requestOf: (i: number) => Sending): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: many }, (_, i) => {
      const { path, ...rest } = requestOf(i)
      return world.call('POST', path, rest)
    }),
  )
  return answers.map(({ status }) => status).toSorted()
}
const one = (rest: number) => [201, ...Array(many - 1).fill(rest)]

test('targets of one scope are all set, and one is primary', async () => {
  const body = { indicator: 'P1', area: '31', from: '2021-10', to: '2022-09', value: 40, basis: 'Rencana' }
  expect(await crowd(() => ({ path: '/v1/targets', body }))).toEqual(Array(many).fill(201))
  const { items } = JSON.parse(await (await world.call('GET', '/v1/targets')).text())
  expect(
    items.filter(({ primary, area }: { primary: boolean; area: string }) => primary && area === '31'),
  ).toHaveLength(1)
})

test('simultaneous acts on one member are done one after the other, and none fails', async () => {
  const id = await world.member()
  const reclassification = (i: number) => ({
    path: `/v1/members/${id}/reclassifications`,
    body: { gender: i % 2 === 0 ? 'female' : 'unknown', reason: 'other' },
  })
  for (const status of await crowd(reclassification)) expect([201, 422, 503]).toContain(status)
})

test('a stage is attained once, a member withdrawn, erased, merged and unmerged once', async () => {
  const [from, into] = [await world.member(), await world.member()]
  const stage = { stage: 'P2', happenedOn: '2021-11-20' }
  expect(await crowd(() => ({ path: `/v1/members/${into}/stages`, body: stage }))).toEqual(one(409))
  const eitherWay = (i: number) => (i % 2 === 0 ? { from, into } : { from: into, into: from })
  expect(await crowd((i) => ({ path: '/v1/merges', body: { ...eitherWay(i), reason: 'other' } }))).toEqual(one(409))
  const merge = await world.merge()
  expect(await crowd(() => ({ path: `/v1/merges/${merge}/undoings` }))).toEqual(one(409))
  const id = await world.member()
  const withdrawal = { on: '2021-11-30' }
  expect(await crowd(() => ({ path: `/v1/members/${id}/withdrawals`, body: withdrawal }))).toEqual(one(409))
  expect(await crowd(() => ({ path: `/v1/members/${id}/erasures` }))).toEqual(one(409))
})

test('a cell is repaired once, and everybody’s request to close months succeeds', async () => {
  await world.spoil('31.71.01.1001')
  const body = { month: '2021-11', area: '31.71.01.1001', reason: 'Salah hitung' }
  expect(await crowd(() => ({ path: '/v1/repairs', body }))).toEqual(one(409))
  world.deps.clock.set('2021-12-06T05:00:00.000Z')
  expect(await crowd(() => ({ path: '/v1/months/closings', body: {} }))).toEqual(Array(many).fill(200))
})

test('no request failed inside, and every counter agrees with its entries', async () => {
  expect(world.deps.logged.filter((line) => line.includes('A request failed'))).toEqual([])
  for (const month of ['2021-10', '2021-11', '2021-12']) {
    const answer = await world.call('POST', `/v1/months/${month}/recounts`)
    expect(JSON.parse(await answer.text())).toMatchObject({ month, differing: 0 })
  }
})
