import { expect, test } from 'vitest'
import { PostedAnswer } from '../../shared/domain/acts/posted-answer.ts'
import { Figures } from '../../shared/domain/figures/figures.ts'
import { testApi } from '../support/test-api.ts'

test('a stranger registers a member, records a stage, sees the figure move, closes, reverses', async () => {
  const { call, grant } = await testApi({ firstMonth: '2021-10' })
  await grant({ subject: 'admin', role: 'admin' })
  const registered = await call('POST', '/v1/members', {
    body: {
      person: { name: 'Sri Wahyuni', nik: '3171014503900001', phone: '0812 3456 7890' },
      gender: 'female',
      category: 'pemula',
      area: '31.71.01.1001',
      agency: 'PPKUKM',
      registeredOn: '2021-10-05',
    },
  })
  const answer = PostedAnswer.parse(await registered.json())
  expect(registered.status).toBe(201)
  const id = answer.memberId
  const stage = await call('POST', `/v1/members/${id}/stages`, { body: { stage: 'P2', happenedOn: '2021-10-20' } })
  expect(stage.status).toBe(201)
  const member = await call('GET', `/v1/members/${id}`)
  expect(await member.json()).toMatchObject({ person: { name: 'Sri Wahyuni', nik: '31************01' } })
  const figures = Figures.parse(await (await call('GET', '/v1/figures?month=2021-10')).json())
  expect(figures.stages[1]).toMatchObject({ stage: 'P2', cumulative: 1, shareOfFirst: '100.00' })
  const closing = await call('POST', '/v1/months/closings', { body: {} })
  expect(await closing.json()).toEqual({ closed: ['2021-10'], issued: ['2021-10'], held: [] })
  const again = await call('POST', '/v1/months/closings', { body: {} })
  expect(await again.json()).toMatchObject({
    closed: [],
    notClosed: { code: 'month_not_ended', params: { month: '2021-11', from: '2021-12-01' } },
  })
  const early = await call('POST', '/v1/months/closings', { body: { through: '2022-01' } })
  expect(await early.json()).toMatchObject({ notClosed: { code: 'month_not_ended', params: { month: '2022-01' } } })
  const late = await call('POST', '/v1/months/closings', { body: { through: '2021-10' } })
  expect(await late.json()).toMatchObject({ notClosed: { code: 'month_closed_before', params: { month: '2021-10' } } })
  const reversal = { stage: 'P2', reason: 'wrong_person' }
  expect((await call('POST', `/v1/members/${id}/reversals`, { body: reversal })).status).toBe(201)
  const november = Figures.parse(await (await call('GET', '/v1/figures?month=2021-11')).json())
  expect(november.stages[1]).toMatchObject({ cumulative: 0, inMonth: { attained: 0, reversed: 1, net: -1 } })
})

test('the answer to a wrong method names the right ones, and a JSON body may begin with a byte-order mark', async () => {
  const { app, call, grant } = await testApi({ firstMonth: '2021-10' })
  await grant({ subject: 'admin', role: 'admin' })
  const readAllow = async (method: string, path: string) => (await call(method, path)).headers.get('Allow')
  expect(await readAllow('DELETE', '/v1/members')).toBe('GET, HEAD, POST')
  expect(await readAllow('PUT', '/v1/months/2021-10')).toBe('GET, HEAD')
  expect(await readAllow('POST', '/health')).toBe('GET, HEAD')
  const search = await app.request('/v1/members/searches', {
    method: 'POST',
    headers: { Authorization: 'Bearer admin', 'Content-Type': 'application/json' },
    body: '\ufeff{"number":"7K3M9QXF"}',
  })
  expect([search.status, await search.json()]).toEqual([200, { items: [] }])
})
