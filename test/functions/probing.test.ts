import { beforeAll, expect, test } from 'vitest'
import { PostedAnswer } from '../../shared/domain/acts/posted-answer.ts'
import { makePairId } from '../../shared/domain/duplicates/pair.ts'
import { makeWorld, newNik, newPhone, nobodysNumber, type World } from '../support/world.ts'

// Two offices probe each other's members. The answers to one must not depend on the records of the other.

const places = { pusat: '31.71.01.1001', utara: '31.72.01.1001' }
let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'pusat', role: 'officer', area: '31.71' })
  await world.grant({ subject: 'utara', role: 'officer', area: '31.72' })
})

type Office = keyof typeof places

/** An answer without what differs from request to request: ids are replaced by signs of the same length. */
async function likeness(answer: Response) {
  const { 'x-request-id': _, ...headers } = Object.fromEntries(answer.headers)
  const text = await answer.text()
  const signs = (value: string) =>
    value
      // First, since a request's id may end in digits that look like a member's number.
      .replaceAll(/(?<=ent_|"requestId":")[\w-]+/g, '?')
      .replaceAll(/[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}(?=["/ ]|$)/g, '????????')
  return { status: answer.status, headers: signs(JSON.stringify(headers)), size: text.length, text: signs(text) }
}

const person = (phone: string, birthDate: string) => ({ name: 'Siti Nurhaliza', phone, birthDate })
const register = (office: Office, of: object) =>
  world.call('POST', '/v1/members', {
    as: office,
    body: {
      person: { ...of, nik: newNik() },
      gender: 'male',
      category: 'pemula',
      area: places[office],
      agency: 'PPAPP',
    },
  })
const idOf = async (answer: Response) => PostedAnswer.parse(await answer.json()).memberId

test('a registration answers the same whether or not somebody elsewhere has the phone, name and birth date', async () => {
  const [known, unknown] = [person(newPhone(), '1980-01-01'), person(newPhone(), '1980-01-02')]
  for (let i = 0; i < 3; i++) await register('pusat', known)
  for (let i = 0; i < 7; i++) {
    const probes = await Promise.all([register('utara', known), register('utara', unknown)])
    const [probed, plain] = await Promise.all(probes.map(likeness))
    expect(probed?.status).toBe(201)
    expect(probed).toEqual(plain)
    expect(probed?.text.split('possible_duplicate')).toHaveLength(1 + Math.min(i, 5))
  }
})

test('a repeated request gets the first answer byte for byte, whoever has registered since', async () => {
  const [phone, headers] = [newPhone(), { 'Idempotency-Key': 'probing-again-1' }]
  const body = {
    person: { name: 'Ani', phone, nik: newNik() },
    gender: 'male',
    category: 'pemula',
    area: places.utara,
    agency: 'PPAPP',
  }
  await register('utara', { name: 'Budi', phone })
  const first = await (await world.call('POST', '/v1/members', { as: 'utara', body, headers })).text()
  expect(first).toContain('possible_duplicate')
  await register('utara', { name: 'Tono', phone })
  await register('pusat', { name: 'Wati', phone })
  expect(await (await world.call('POST', '/v1/members', { as: 'utara', body, headers })).text()).toBe(first)
})

test('searches, lists and pairs reveal nothing about members elsewhere', async () => {
  const here = person(newPhone(), '1981-01-01')
  const ids = [await idOf(await register('pusat', here)), await idOf(await register('pusat', here))]
  const own = await idOf(await register('utara', here))
  const nobody = person(newPhone(), '1981-01-02')
  const search = async (body: object) =>
    likeness(await world.call('POST', '/v1/members/searches', { as: 'utara', body }))
  const { phone, ...born } = here
  expect((await search({ phone })).text).toBe((await search(born)).text)
  expect((await search({ phone })).text.split('"number"')).toHaveLength(2)
  expect(await search({ number: ids[0] })).toEqual(await search({ number: nobodysNumber() }))
  await world.call('POST', `/v1/members/${own}/erasures`, { as: 'utara' })
  expect(await search({ phone })).toEqual(await search({ phone: nobody.phone }))
  const { phone: _, ...unborn } = nobody
  expect(await search(born)).toEqual(await search(unborn))

  const read = async (path: string) => likeness(await world.call('GET', path, { as: 'utara' }))
  const theirs = makePairId(ids[0] ?? '', ids[1] ?? '')
  const none = makePairId('7K3M9QXF', '8H2N4PWZ')
  expect(await read(`/v1/duplicates/${theirs}`)).toEqual(await read(`/v1/duplicates/${none}`))
  for (const area of ['31.71', '31.71.01', '31.99'])
    expect((await read(`/v1/duplicates?area=${area}&limit=1`)).text).toBe('{"items":[]}')
  const decide = async (id: string) =>
    likeness(
      await world.call('POST', `/v1/duplicates/${id}/decisions`, {
        as: 'utara',
        body: { decision: 'different', reason: 'namesakes' },
      }),
    )
  expect(await decide(theirs)).toEqual(await decide(none))
})
