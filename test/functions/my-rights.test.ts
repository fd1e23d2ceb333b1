import { beforeAll, expect, test } from 'vitest'
import { PersonalCopy } from '../../shared/domain/rights/personal-copy.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const get = async (as: string, path: string) => {
  const answer = await world.call('GET', path, { as })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}
const ask = async (as: string, kind: string, words: string) => {
  const answer = await world.call('POST', '/v1/me/cases', { as, body: { kind, request: words } })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}

/** A member with unique values in every field in which the system stores something about a person. */
async function plantedMember(as: string): Promise<{ id: string; planted: string[] }> {
  const id = await world.registerVerified(as)
  const { version } = (await get('admin', `/v1/members/${id}`)).body
  const planted = {
    person: {
      name: 'Quintus Wulandjari',
      phone: '+6281990017733',
      email: 'quintus@pribadi.example',
      npwp: '734910510244100',
    },
    business: { name: 'Warung Hadinegara', nib: '9102045571318' },
    reason: 'Salah ketik Brotoseno',
  }
  const headers = { 'If-Match': `"${version}"` }
  await world.call('PATCH', `/v1/members/${id}`, { body: planted, headers })
  const evidence = { kind: 'sertifikat', number: 'SERT-QX-88127', issuer: 'Lurah Kertapati' }
  const stage = { stage: 'P2', happenedOn: '2021-11-20', evidence, note: 'Tetangga melihat di pasar' }
  await world.call('POST', `/v1/members/${id}/stages`, { body: stage })
  const reveal = { fields: ['phone'], reason: 'Undangan pelatihan Xaveria' }
  await world.call('POST', `/v1/members/${id}/reveals`, { body: reveal })
  await ask(as, 'correction', 'Nama saya ditulis keliru, Ypsilonta')
  const values = [
    ...Object.values(planted.person),
    ...Object.values(planted.business),
    planted.reason,
    evidence.number,
    evidence.issuer,
    stage.note,
    reveal.reason,
    'Ypsilonta',
  ]
  return { id, planted: values }
}

test('a copy has everything that was ever recorded about a person and who processed it, and nothing about others', async () => {
  const mine = await plantedMember('sri')
  const other = await world.registerVerified('tono')
  const { status, body } = await get('sri', '/v1/me/data')
  expect(status).toBe(200)
  const text = JSON.stringify(PersonalCopy.parse(body))
  for (const value of mine.planted) expect(text).toContain(value)
  const nik = (await world.deps.members.get(other))?.person?.nik ?? ''
  expect(nik).toMatch(/^\d{16}$/)
  expect(text).not.toContain(nik)
  expect(text).not.toContain(other)
  const [record] = PersonalCopy.parse(body).records
  expect(record?.entries.map((entry) => 'stage' in entry && entry.stage)).toEqual(['P1', 'P2'])
  expect(record?.trail.map(({ act, actor }) => [act, actor])).toEqual([
    ['registered_self', 'self'],
    ['verified', 'admin'],
    ['corrected', 'admin'],
    ['revealed', 'admin'],
    ['case_opened', 'self'],
  ])
})

test('an unverified person gets no copy, whether or not somebody else holds the NIK', async () => {
  const holder = await world.deps.members.get(await world.member())
  await world.oneself('nobody-else')
  await world.oneself('somebody-else', holder?.person?.nik)
  const alone = await get('nobody-else', '/v1/me/data')
  const disputed = await get('somebody-else', '/v1/me/data')
  expect(alone.status).toBe(409)
  expect(alone.body.problems[0].code).toBe('identity_unverified')
  const like = ({ requestId: _, ...rest }: Record<string, unknown>) => rest
  expect([disputed.status, like(disputed.body)]).toEqual([alone.status, like(alone.body)])
})

test('one’s own requests are shown without the names of officers, and nobody else’s', async () => {
  await world.oneself('ani')
  await world.oneself('budi')
  const { status, body } = await ask('ani', 'erasure', 'Hapus saya')
  expect([status, body]).toMatchObject([201, { kind: 'erasure', state: 'open', dueAt: '2021-12-03T05:00:00.000Z' }])
  const mine = await get('ani', '/v1/me/cases')
  expect(mine.body.items).toMatchObject([{ id: body.id, request: 'Hapus saya', state: 'open' }])
  expect(Object.keys(mine.body.items[0])).not.toContain('openedBy')
  expect((await get('budi', '/v1/me/cases')).body).toEqual({ items: [] })
})

test('a person without a record has no requests and no copy', async () => {
  for (const path of ['/v1/me/cases', '/v1/me/data']) expect((await get('stranger', path)).status).toBe(404)
  expect((await ask('stranger', 'access', 'Salinan')).status).toBe(404)
})

test('too many requests are refused for the day, and earlier ones are kept', async () => {
  await world.registerVerified('tireless')
  const asked = await Promise.all(Array.from({ length: 15 }, (_, i) => ask('tireless', 'correction', `Nama ${i}`)))
  expect(asked.filter(({ status }) => status === 201)).toHaveLength(10)
  const refused = asked.filter(({ status }) => status !== 201)
  for (const { status, body } of refused)
    expect([status, body.problems[0]]).toMatchObject([429, { code: 'allowance_used', params: { most: 10 } }])
  expect((await get('tireless', '/v1/me/cases')).body.items).toHaveLength(10)
})
