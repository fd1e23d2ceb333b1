import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { makeWorld, type World } from '../support/world.ts'

const Page = z.object({
  items: z.array(z.object({ id: z.string(), person: z.looseObject({ nik: z.string() }) })),
  next: z.string().optional(),
})
const path = '/v1/members/lists'

let world: World
let ids: string[] = []

beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'ppkukm', role: 'officer', agency: 'PPKUKM' })
  for (const day of ['01', '02', '03']) {
    ids = [await world.member({ registeredOn: `2021-11-${day}` }), ...ids]
    await world.member({ registeredOn: `2021-11-${day}`, agency: 'PPKUKM' })
  }
})

const ask = async (body: unknown, as = 'admin') =>
  Page.parse(await (await world.call('POST', path, { as, body })).json())

test('a list by the beginning of names has a cursor that is valid only for its query and caller', async () => {
  const asked = { namePrefix: 'sri', agency: 'PPAPP', limit: 2 }
  const first = await ask(asked)
  const rest = await ask({ ...asked, cursor: first.next, limit: 5 })
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids)
  expect(rest.next).toBeUndefined()
  for (const other of [{ namePrefix: 'Sri W' }, { agency: undefined }, { area: '31' }, { order: 'longest_waiting' }]) {
    const answer = await world.call('POST', path, { body: { ...asked, cursor: first.next, ...other } })
    expect(codesOfProblem(await problemOf(answer))).toEqual(['cursor_invalid /cursor'])
  }
  const stolen = await world.call('POST', path, { as: 'ppkukm', body: { ...asked, cursor: first.next } })
  expect(codesOfProblem(await problemOf(stolen))).toEqual(['cursor_invalid /cursor'])
})

test('rows are masked, and a cursor names no member outside the scope', async () => {
  const { items, next = '' } = await ask({ limit: 1 }, 'ppkukm')
  expect(items[0]?.person.nik).toMatch(/\*|•|x/i)
  const opened = Buffer.from(next, 'base64url').toString('latin1')
  for (const id of [...ids, ...items.map((item) => item.id)]) expect(opened).not.toContain(id)
  expect(opened).not.toContain('2021-11')
})
