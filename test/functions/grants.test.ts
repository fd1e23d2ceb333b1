import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Grant } from '../../shared/domain/access/grant.ts'
import { RevealAnswer } from '../../shared/domain/rights/reveal.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { routeCases } from '../support/route-cases.ts'
import { tableContents } from '../support/table-contents.ts'
import { inside, makeWorld, newNik, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'kota', role: 'admin', area: '31.71' })
})

let people = 0
const newSubject = () => `person-${++people}`
const give = async (body: object, as = 'kota') => {
  const answer = await world.call('POST', '/v1/grants', { as, body: { reason: 'Tugas baru', ...body } })
  expect(answer.status).toBe(201)
  return Grant.parse(await answer.json())
}
const status = async (as: string, path: string) => (await world.call('GET', path, { as })).status

test("a new grant takes effect on its holder's next request, and so does ending it", async () => {
  const path = `/v1/members/${await world.member()}`
  const subject = newSubject()
  expect(await status(subject, path)).toBe(403)
  const { id } = await give({ subject, role: 'officer', area: '31.71.01' })
  expect(await status(subject, path)).toBe(200)
  const ending = await world.call('POST', `/v1/grants/${id}/endings`, { as: 'kota', body: { reason: 'Pindah' } })
  expect(Grant.parse(await ending.json())).toMatchObject({ endedBy: 'kota', endReason: 'Pindah' })
  expect(await status(subject, path)).toBe(403)
})

test('an administrator of a kota can give grants within it, and no wider ones', async () => {
  const [deputy, officer] = [newSubject(), newSubject()]
  await give({ subject: deputy, role: 'admin', area: '31.71.01' })
  await give({ subject: officer, role: 'officer', area: '31.71.01.1001' }, deputy)
  const body = { subject: officer, role: 'viewer', area: '31.71', reason: 'Tugas' }
  expect((await world.call('POST', '/v1/grants', { as: deputy, body })).status).toBe(404)
  const List = z.object({ items: z.array(Grant) })
  const seen = await world.call('GET', `/v1/grants?area=31.71.01&subject=${officer}`, { as: 'kota' })
  expect(List.parse(await seen.json()).items).toMatchObject([{ subject: officer, grantedBy: deputy }])
})

test('if grants are each ended twice at once, one request ends the grant and the other gets 409', async () => {
  const made = await Promise.all(
    Array.from({ length: 5 }, () => give({ subject: newSubject(), role: 'officer', area: '31.71.01' })),
  )
  const endings = made.flatMap(({ id }) => [id, id])
  const answers = await Promise.all(
    endings.map((id) => world.call('POST', `/v1/grants/${id}/endings`, { as: 'kota', body: { reason: 'Pindah' } })),
  )
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([...Array(5).fill(201), ...Array(5).fill(409)])
})

test('a reveal returns the values, and gets 429 once the daily limit is reached', async () => {
  const nik = newNik()
  const registering = { person: { name: 'Sri', nik }, gender: 'female', category: 'pemula', ...inside }
  const registered = await world.call('POST', '/v1/members', { body: registering })
  const { memberId } = z.object({ memberId: z.string() }).parse(await registered.json())
  const reveal = (fields: string[], as = 'kota') =>
    world.call('POST', `/v1/members/${memberId}/reveals`, { as, body: { fields, reason: 'Verifikasi NIK untuk bank' } })
  const answer = await reveal(['nik', 'email'])
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(RevealAnswer.parse(await answer.json())).toEqual({ memberId, values: { nik } })
  const use = { subject: 'kota', what: 'reveal' as const, day: '2021-11-30' }
  for (let i = 0; i < 199; i++) await world.deps.commit(world.deps.allowances.use(use))
  const refused = await reveal(['nik'])
  expect([refused.status, ...codesOfProblem(await problemOf(refused))]).toEqual([429, 'allowance_used'])
  expect((await reveal(['name'])).status).toBe(422)
})

/** The routes that broken glass opens; each is about the one member. */
const behindGlass = ['GET /v1/members/{id}', 'GET /v1/members/{id}/history', 'GET /v1/members/{id}/loans']

const known = new Set<string>()

/** The numbers of the members made since the last call. */
async function listNewMemberNumbers(): Promise<string[]> {
  const newMembers = (await listMemberNumbers()).filter((number) => !known.has(number))
  for (const number of newMembers) known.add(number)
  return newMembers
}

const listMemberNumbers = async () =>
  (await tableContents(world.deps.tableName)).flatMap(({ id, registeredAt }) =>
    typeof id === 'string' && registeredAt !== undefined ? [id] : [],
  )

describe('broken glass', () => {
  beforeAll(listNewMemberNumbers)

  test.each(
    Object.entries(routeCases).filter(
      ([, { may }]) => typeof may !== 'string' && may['officer of another kota'] === 404,
    ),
  )('does not open %s, except for reading the one record', async (name, { request }) => {
    const as = newSubject()
    await world.grant({ subject: as, role: 'officer', area: '31.72' })
    const { path, ...rest } = await request(world, as)
    for (const number of await listNewMemberNumbers()) {
      const body = { number, hours: 8, reason: 'Anggota datang ke kantor kami' }
      expect((await world.call('POST', '/v1/break-glass', { as, body })).status).toBe(201)
    }
    const [method = ''] = name.split(' ')
    const answer = await world.call(method, path, { as, ...rest })
    expect(answer.status).toBe(behindGlass.includes(name) ? 200 : 404)
  })
})
