import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { lastOfEach } from '../support/runs.ts'
import { makeWorld, type World } from '../support/world.ts'

const Page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().optional() })

let world: World
let trained: string
let history: string
const entries = '/v1/figures/entries?month=2021-11&span=cumulative&stage=P1'

beforeAll(async () => {
  world = await makeWorld()
  const { call, member } = world
  await world.grant({ subject: 'other', role: 'admin' })
  trained = await world.addTrained()
  history = `/v1/members/${trained}/history`
  for (const area of ['31.71.01.1001', '31.71.01.1001', '31.71.02', '31.72.01.1001']) await member({ area })
  await member({ registeredOn: '2021-10-10' })
  for (const gender of ['female', 'male', 'unknown']) {
    const body = { gender, reason: 'data_entry_mistake' }
    await call('POST', `/v1/members/${trained}/reclassifications`, { body })
  }
  await claims()
  await own()
})

/** Disputes between records of the same area and of distant areas. */
async function claims(): Promise<void> {
  const areas = ['31.71.01.1001', '31.71.01.1002', '31.71.01.1001', '31.71.02', '31.72.01.1001']
  for (const [i, area] of areas.entries()) {
    const holder = await world.deps.members.get(await world.member({ area }))
    await world.oneself(`claimant-${i}`, holder?.person?.nik)
  }
}

/** The record of the administrator himself, with some stages. */
async function own(): Promise<void> {
  const id = await world.oneself('admin')
  const body = { by: 'officer', outcome: 'matches', seen: 'ktp' }
  await world.call('POST', `/v1/members/${id}/verifications`, { body })
  for (const stage of ['P2', 'P3', 'P5'])
    await world.call('POST', `/v1/members/${id}/stages`, { body: { stage, happenedOn: '2021-11-30' } })
}

async function page(path: string, cursor?: string, as = 'admin') {
  const answer = await world.call('GET', cursor === undefined ? path : `${path}&cursor=${cursor}`, { as })
  expect(answer.status).toBe(200)
  return Page.parse(await answer.json())
}

/** The ids of every page in turn. */
async function all(path: string): Promise<string[]> {
  const ids: string[] = []
  let next: string | undefined
  for (let pages = 0; pages === 0 || next; pages++) {
    expect(pages).toBeLessThan(100)
    const found = await page(path, next)
    ids.push(...found.items.map(({ id }) => id))
    next = found.next
  }
  return ids
}

describe.each([
  ['the history of a member', () => `${history}?`],
  ['one’s own history', () => '/v1/me/history?'],
  ['disputes', () => '/v1/disputes?'],
  ['the trail of a member', () => `/v1/members/${trained}/trail?`],
  ['the members of an area', () => '/v1/members?area=31.71&'],
  ['members by how long they wait', () => '/v1/members?order=longest_waiting&'],
  ['the entries behind a figure', () => `${entries}&`],
  ['the entries that a figure leaves out', () => `/v1/figures/entries?month=2021-10&stage=P1&part=left_out&`],
])('%s', (_, path) => {
  test.each(lastOfEach([1, 2, 7, 200, 3], () => 'limit'))(
    'in pages of %i holds every entry once, in the same order',
    async (limit) => {
      const whole = await all(`${path()}limit=200`)
      expect(whole.length).toBeGreaterThan(0)
      expect(new Set(whole).size).toBe(whole.length)
      expect(await all(`${path()}limit=${limit}`)).toEqual(whole)
    },
  )
})

test('an entry that is added while somebody pages is not seen twice, and none is missed', async () => {
  const first = await page(`${history}?limit=3`)
  const body = { stage: 'P5', happenedOn: '2021-11-22' }
  await world.call('POST', `/v1/members/${trained}/stages`, { body })
  const ids = first.items.map(({ id }) => id)
  let { next } = first
  while (next) {
    const found = await page(`${history}?limit=3`, next)
    ids.push(...found.items.map(({ id }) => id))
    next = found.next
  }
  expect(ids).toEqual(await all(`${history}?limit=200`))
})

test('a member with more than a hundred entries is read in one page', async () => {
  const id = await world.addTrained()
  for (let i = 0; i < 26; i++)
    await world.call('POST', `/v1/members/${id}/reclassifications`, {
      body: { gender: i % 2 === 0 ? 'female' : 'male', reason: 'data_entry_mistake' },
    })
  const { items } = await page(`/v1/members/${id}/history?limit=200`)
  expect(items).toHaveLength(2 + 26 * 4)
})

describe('a cursor is refused', () => {
  let cursor: string
  beforeAll(async () => {
    cursor = (await page(`${history}?limit=1`)).next ?? ''
  })
  const expectRefusal = async (path: string, as = 'admin') => {
    const answer = await world.call('GET', path, { as })
    expect(codesOfProblem(await problemOf(answer))).toEqual(['cursor_invalid /cursor'])
    expect(answer.status).toBe(422)
  }

  test('when it was another caller’s', () => expectRefusal(`${history}?limit=1&cursor=${cursor}`, 'other'))
  test('for another member', async () => expectRefusal(`/v1/members/${await world.member()}/history?cursor=${cursor}`))
  test('for another route', () => expectRefusal(`${entries}&cursor=${cursor}`))
  test('for another query', async () => {
    const { next = '' } = await page(`${entries}&limit=1`)
    await expectRefusal(`${entries}&area=31.71&limit=1&cursor=${next}`)
    await expectRefusal(`${entries.replace('P1', 'P2')}&limit=1&cursor=${next}`)
    await expectRefusal(`${entries.replace('2021-11', '2021-10')}&limit=1&cursor=${next}`)
  })
  test('when it was changed, shortened or extended', async () => {
    for (const at of [0, 1, 20, 40, cursor.length - 2]) {
      const other = cursor.charAt(at) === 'A' ? 'B' : 'A'
      await expectRefusal(`${history}?cursor=${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`)
    }
    for (const broken of ['', 'A', cursor.slice(0, 10), cursor.slice(0, -4), `${cursor}AAAA`])
      await expectRefusal(`${history}?cursor=${broken}`)
  })
  test('and reveals nothing about its position', () => {
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('ent_')
  })
  test('but accepted with another limit, and with parameters in another order', async () => {
    expect((await page(`${history}?limit=5`, cursor)).items.length).toBeGreaterThan(1)
    const { next = '' } = await page(`${entries}&limit=1`)
    const turned = '/v1/figures/entries?stage=P1&span=cumulative&limit=2&month=2021-11'
    expect((await page(turned, next)).items).toHaveLength(2)
  })
})
