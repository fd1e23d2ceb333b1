import { expect, test } from 'vitest'
import * as z from 'zod'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { ExplainedEntry } from '../../shared/usecases/ledger/explain.ts'
import { makeWorld, nobodysNumber, type World } from '../support/world.ts'

const gambir = { area: '31.71.01.1001' }
const sawahBesar = { area: '31.71.02.1001' }
const penjaringan = { area: '31.72.01.1001' }
const figuresOf = (area: string) => `/v1/figures?month=2021-11&area=${area}`
const entriesOf = (query: string) => `/v1/figures/entries?month=2021-11&span=cumulative&stage=P1&limit=200&${query}`

const Explained = z.object({ items: z.array(ExplainedEntry), next: z.string().optional() })
const TargetList = z.object({ items: z.array(z.object({ id: z.string(), area: z.string() })) })

async function read({ call }: World, as: string, path: string): Promise<{ status: number; text: string }> {
  const answer = await call('GET', path, { as, headers: { 'X-Request-Id': 'of-the-test' } })
  return { status: answer.status, text: await answer.text() }
}

/** The answer without the recount of the whole month. */
const withoutRecount = ({ status, text }: { status: number; text: string }) => ({
  status,
  text: text
    .replace(/"recount":\{"countedAt":[^}]*"differing":\d+\},/, '')
    .replace(/^about,,,,recount_agreed_at.*$/m, ''),
})

/** Everything that somebody of kecamatan Gambir can read. */
const windows = [
  ...['figures', 'figures.csv'].flatMap((route) => [
    `/v1/${route}?area=31.71.01`,
    `/v1/${route}?area=31.71.01&month=2021-10`,
    `/v1/${route}?area=31.71.01&month=2021-10&reading=restated`,
    `/v1/${route}?area=31.71.01.1001&agency=PPAPP`,
    `/v1/${route}?area=31.71.01.0000`,
  ]),
  '/v1/figures/series?area=31.71.01',
  '/v1/figures/series?area=31.71.01&agency=PPAPP',
  ...['counted', 'left_out'].flatMap((part) => [
    `/v1/figures/entries?month=2021-10&stage=P1&area=31.71.01&part=${part}`,
    `/v1/figures/entries?month=2021-11&stage=P1&area=31.71.01&part=${part}&span=cumulative`,
  ]),
  '/v1/members',
  '/v1/members?area=31.71&order=longest_waiting',
  '/v1/worklists?days=0',
  '/v1/worklists?days=0&area=31.71.01',
  '/v1/months',
  '/v1/months/2021-10',
  '/v1/months/2021-11',
  '/v1/programme',
  '/v1/areas',
]

test('nothing that happens elsewhere changes what an officer or viewer of a kecamatan can read', async () => {
  const world = await makeWorld()
  const { call, grant, member, addTrained, target, spoil, deps } = world
  await grant({ subject: 'officer', role: 'officer', area: '31.71.01' })
  await grant({ subject: 'viewer', role: 'viewer', area: '31.71.01' })
  await addTrained(gambir)
  await target({ area: '31.71.01' })
  const look = async () => {
    const seen: unknown[] = []
    for (const as of ['officer', 'viewer'])
      for (const window of windows) seen.push([as, window, withoutRecount(await read(world, as, window))])
    return seen
  }
  const before = await look()

  const id = await addTrained(sawahBesar)
  await call('POST', `/v1/members/${id}/reversals`, { body: { stage: 'P2', reason: 'wrong_person' } })
  await member({ ...penjaringan, registeredOn: '2021-10-10' })
  await world.merge(penjaringan)
  for (const area of ['31', '31.71', '31.71.02', '31.72']) await target({ area })
  await spoil(sawahBesar.area)
  for (const month of ['2021-10', '2021-11']) await call('POST', `/v1/months/${month}/recounts`)
  await call('POST', '/v1/months/2021-10/issues', { body: { cause: 'Laporan terlambat' } })
  expect(await look()).toEqual(before)
  for (const as of ['officer', 'viewer']) {
    const { items } = TargetList.parse(await (await call('GET', '/v1/targets', { as })).json())
    expect(items.map(({ area }) => area)).toEqual(['31.71.01'])
  }
  expect(deps.logged.some((line) => line.includes('differs'))).toBe(true)
})

test('a recount counts the whole programme, so a month shows it only to people who see the whole programme', async () => {
  const { call, grant } = await makeWorld()
  await grant({ subject: 'officer', role: 'officer', area: '31.71.01' })
  await grant({ subject: 'viewer', role: 'viewer' })
  await call('POST', '/v1/months/2021-11/recounts')
  for (const path of ['/v1/months', '/v1/months/2021-10', '/v1/months/2021-11']) {
    expect(await (await call('GET', path, { as: 'officer' })).text()).not.toContain('recount')
    expect(await (await call('GET', path, { as: 'viewer' })).text()).toContain('"recount":{"month":"2021-1')
  }
})

test('an officer of an agency reads data of that agency and nothing else', async () => {
  const world = await makeWorld()
  const { call, grant, member, target } = world
  await grant({ subject: 'ppkukm', role: 'officer', area: '31.71.01', agency: 'PPKUKM' })
  await member({ ...gambir, agency: 'PPAPP' })
  await member({ ...gambir, agency: 'PPKUKM' })
  await target({ area: '31.71.01' })
  await target({ area: '31.71.01', agency: 'PPAPP' })
  const own = await target({ area: '31.71.01', agency: 'PPKUKM' })
  const status = async (path: string) => (await read(world, 'ppkukm', path)).status
  expect(await status(figuresOf('31.71.01'))).toBe(404)
  expect(await status(`${figuresOf('31.71.01')}&agency=PPAPP`)).toBe(404)
  expect(await status(`${figuresOf('31.71.01')}&agency=PPKUKM`)).toBe(200)
  expect(await status(entriesOf('area=31.71.01'))).toBe(404)
  expect(await status(entriesOf('area=31.71.01&agency=PPAPP'))).toBe(404)
  const entries = await call('GET', entriesOf('area=31.71.01&agency=PPKUKM'), { as: 'ppkukm' })
  expect(Explained.parse(await entries.json()).items.map(({ agency }) => agency)).toEqual(['PPKUKM'])
  const targets = TargetList.parse(await (await call('GET', '/v1/targets', { as: 'ppkukm' })).json())
  expect(targets.items.map(({ id }) => id)).toEqual([own])
  const { text } = await read(world, 'ppkukm', `${figuresOf('31.71.01')}&agency=PPKUKM`)
  expect(text).not.toContain('PPAPP')
})

test('entries listed for a scope lie in it, and entries of a wider scope are not listed', async () => {
  const world = await makeWorld()
  const { call, grant, member } = world
  await grant({ subject: 'officer', role: 'officer', area: '31.71.01' })
  for (const place of [gambir, sawahBesar, penjaringan]) await member(place)
  const answer = await call('GET', entriesOf('area=31.71.01'), { as: 'officer' })
  expect(Explained.parse(await answer.json()).items.map(({ area }) => area)).toEqual([gambir.area])
  for (const area of ['31', '31.71', '31.71.02', '31.72.01'])
    expect((await read(world, 'officer', entriesOf(`area=${area}`))).status).toBe(404)
  expect((await read(world, 'officer', '/v1/figures')).status).toBe(404)
})

test('a member who moves belongs to the new office and no longer to the old one, and no past figure changes', async () => {
  const world = await makeWorld()
  const { call, grant, addTrained, deps } = world
  await grant({ subject: 'gambir', role: 'officer', area: '31.71.01' })
  await grant({ subject: 'penjaringan', role: 'officer', area: '31.72.01' })
  const id = await addTrained(gambir)
  deps.clock.set('2021-12-06T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  const past = async () => [
    await read(world, 'admin', figuresOf('31')),
    await read(world, 'gambir', figuresOf('31.71.01')),
    await read(world, 'penjaringan', figuresOf('31.72.01')),
    await read(world, 'admin', `${figuresOf('31')}&reading=restated`),
    await read(world, 'gambir', entriesOf('area=31.71.01')),
  ]
  const before = await past()
  const seenBy = async (as: string) => (await read(world, as, `/v1/members/${id}`)).status
  expect([await seenBy('gambir'), await seenBy('penjaringan')]).toEqual([200, 404])

  const etag = (await call('GET', `/v1/members/${id}`)).headers.get('ETag') ?? ''
  const move = { body: { area: penjaringan.area }, headers: { 'If-Match': etag } }
  expect((await call('PATCH', `/v1/members/${id}`, { as: 'gambir', ...move })).status).toBe(404)
  expect((await call('PATCH', `/v1/members/${id}`, { as: 'penjaringan', ...move })).status).toBe(404)
  expect((await call('PATCH', `/v1/members/${id}`, move)).status).toBe(200)

  expect([await seenBy('gambir'), await seenBy('penjaringan')]).toEqual([404, 200])
  expect(await past()).toEqual(before)
  const stage = { stage: 'P5', happenedOn: '2021-12-03' }
  expect((await call('POST', `/v1/members/${id}/stages`, { as: 'gambir', body: stage })).status).toBe(404)
  expect((await call('POST', `/v1/members/${id}/stages`, { as: 'penjaringan', body: stage })).status).toBe(201)
})

test('an officer cannot record anything outside his area, under another agency, or by moving a member away', async () => {
  const { call, grant, addTrained } = await makeWorld()
  await grant({ subject: 'officer', role: 'officer', area: '31.71.01', agency: 'PPAPP' })
  const id = await addTrained(gambir)
  const post = async (path: string, body: unknown) =>
    (await call('POST', `/v1/members/${id}/${path}`, { as: 'officer', body })).status
  const stage = { stage: 'P5', happenedOn: '2021-11-25' }
  expect(await post('stages', { ...stage, area: penjaringan.area })).toBe(404)
  expect(await post('stages', { ...stage, agency: 'PPKUKM' })).toBe(404)
  const mistake = { reason: 'data_entry_mistake' }
  expect(await post('reclassifications', { ...mistake, area: penjaringan.area })).toBe(404)
  expect(await post('reclassifications', { ...mistake, agency: 'PPKUKM' })).toBe(404)
  expect(await post('reclassifications', { ...mistake, stages: ['P1'], area: penjaringan.area })).toBe(404)
  expect(await post('reclassifications', { ...mistake, stages: ['P1'], agency: 'PPKUKM' })).toBe(404)
  const change = async (body: unknown) => {
    const headers = { 'If-Match': '"2"' }
    return (await call('PATCH', `/v1/members/${id}`, { as: 'officer', body, headers })).status
  }
  expect(await change({ area: penjaringan.area })).toBe(404)
  expect(await change({ agency: 'PPKUKM' })).toBe(404)
  expect(await post('stages', stage)).toBe(201)
})

test('an officer who breaks glass reads that one record, and otherwise only what he could read before', async () => {
  const world = await makeWorld()
  const { call, grant, addTrained } = world
  await grant({ subject: 'hurry', role: 'officer', area: '31.72' })
  const [id, other] = [await addTrained(gambir), await addTrained(gambir)]
  await addTrained(penjaringan)
  const all = [...windows, figuresOf('31.72'), entriesOf('area=31.72'), `/v1/members/${other}`]
  const look = async () => {
    const seen: unknown[] = []
    for (const window of all) seen.push([window, withoutRecount(await read(world, 'hurry', window))])
    return seen
  }
  const before = await look()
  const breakGlassFor = async (number: string) => {
    const body = { number, hours: 1, reason: 'Anggota datang ke kantor kami' }
    const answer = await call('POST', '/v1/break-glass', { as: 'hurry', body })
    const { id: _, member: __, ...told } = z.record(z.string(), z.unknown()).parse(await answer.json())
    return { status: answer.status, told }
  }
  expect(await breakGlassFor(id)).toEqual(await breakGlassFor(nobodysNumber()))
  expect(await look()).toEqual(before)
  expect((await read(world, 'hurry', `/v1/members/${id}`)).status).toBe(200)
  const found = await call('POST', '/v1/members/searches', { as: 'hurry', body: { number: id } })
  expect(await found.json()).toEqual({ items: [] })
  world.deps.clock.set('2021-11-30T06:00:00.000Z')
  expect((await read(world, 'hurry', `/v1/members/${id}`)).status).toBe(404)
})

test('ending a grant takes effect at the next request, also at a repeat of one that was carried out before', async () => {
  const { call, grant, member, deps } = await makeWorld()
  await grant({ subject: 'officer', role: 'officer', area: '31.71.01', until: '2021-11-30T06:00:00.000Z' })
  const id = await member()
  const path = `/v1/members/${id}`
  const stage = {
    as: 'officer',
    body: { stage: 'P2', happenedOn: '2021-11-20' },
    headers: { 'Idempotency-Key': 'before-the-end' },
  }
  deps.clock.set('2021-11-30T05:59:59.999Z')
  expect((await call('POST', `${path}/stages`, stage)).status).toBe(201)
  expect((await call('GET', path, { as: 'officer' })).status).toBe(200)
  deps.clock.set('2021-11-30T06:00:00.000Z')
  expect((await call('GET', path, { as: 'officer' })).status).toBe(403)
  expect((await call('POST', `${path}/stages`, stage)).status).toBe(403)
})

test('a person who may no longer act in an area does not get earlier answers about it again', async () => {
  const { call, grant, member, registerUnverified, registerVerified, deps } = await makeWorld()
  await grant({ subject: 'officer', role: 'officer', area: '31.71', until: '2021-11-30T06:00:00.000Z' })
  await grant({ subject: 'officer', role: 'officer', area: '31.72' })
  await grant({ subject: 'head', role: 'admin', area: '31.71', until: '2021-11-30T06:00:00.000Z' })
  await grant({ subject: 'head', role: 'admin', area: '31.72' })
  const id = await member()
  const person = { name: 'Dewi', nik: '3171015503900021' }
  const asked = { kind: 'access' }
  const opened = await call('POST', `/v1/members/${id}/cases`, { body: { kind: 'restriction_end' } })
  const { id: caseId } = z.object({ id: z.string() }).parse(await opened.json())
  await registerVerified('budi')
  const acts: [string, string, object][] = [
    ['officer', '/v1/members', { person, gender: 'female', category: 'pemula', ...gambir, agency: 'PPAPP' }],
    ['officer', `/v1/members/${id}/stages`, { stage: 'P2', happenedOn: '2021-11-20' }],
    ['officer', `/v1/members/${id}/notes`, { text: 'Sudah ditelepon' }],
    ['officer', `/v1/members/${id}/cases`, asked],
    [
      'officer',
      `/v1/members/${await registerUnverified()}/verifications`,
      { by: 'officer', outcome: 'matches', seen: 'ktp' },
    ],
    ['head', `/v1/members/${id}/cases/${caseId}/decisions`, { outcome: 'done' }],
  ]
  const statuses = async () => {
    const seen: number[] = []
    for (const [i, [as, path, body]] of acts.entries())
      seen.push((await call('POST', path, { as, body, headers: { 'Idempotency-Key': `an-act-there-${i}` } })).status)
    return seen
  }
  for (let i = 0; i < 2; i++) expect(await statuses()).toEqual(acts.map(() => 201))
  deps.clock.set('2021-11-30T06:00:00.000Z')
  expect(await statuses()).toEqual(acts.map(() => 404))
})

test('a search by NIK finds only members within the caller’s scope, and one who was merged leads to the kept record', async () => {
  const { call, grant } = await makeWorld()
  await grant({ subject: 'penjaringan', role: 'officer', area: '31.72' })
  const register = async (nik: string) => {
    const body = { person: { name: 'Dewi', nik }, gender: 'female', category: 'pemula', ...gambir, agency: 'PPAPP' }
    return z.object({ memberId: z.string() }).parse(await (await call('POST', '/v1/members', { body })).json()).memberId
  }
  const ids = [
    await register('3171015503900011'),
    await register('3171015503900012'),
    await register('3171015503900013'),
  ]
  const search = (nik: string, as = 'admin') => call('POST', '/v1/members/searches', { as, body: { nik } })
  for (const nik of ['3171015503900011', '3171015503900099'])
    expect(await (await search(nik, 'penjaringan')).text()).toBe('{"items":[]}')
  for (const [from, into] of [ids.slice(0, 2), ids.slice(1, 3)])
    await call('POST', '/v1/merges', { body: { from, into, reason: 'duplicate_registration' } })
  expect(await (await search('3171015503900011')).json()).toMatchObject({ items: [{ id: ids[2] }] })
})
