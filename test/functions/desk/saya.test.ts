import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { type Desk, deskOver, formOn, readPage, withFields } from '../../support/test-desk.ts'
import { inside, makeWorld, newNik, type World } from '../../support/world.ts'

let world: World
let desk: Desk

beforeAll(async () => {
  world = await makeWorld()
  desk = deskOver(world.deps)
})

async function citizen(name: string) {
  const visitor = desk.visitor()
  await visitor.signIn(name)
  const readPageAt = async (path: string) => readPage(await (await visitor.get(path)).text())
  return { ...visitor, read: readPageAt }
}

const form = (nik: string) => ({
  'person.name': 'Budi Santoso',
  'person.nik': nik,
  gender: 'male',
  category: 'pemula',
  area: '31.71.01.1001',
})

test('a citizen registers once, is verified, sees the stages, and asks for a correction', async () => {
  const budi = await citizen('budi')
  expect((await budi.get('/')).headers.get('Location')).toBe('/me')
  expect(await budi.read('/me')).toContain('Anda belum terdaftar')

  const action = '/me/registration'
  const nik = newNik()
  const page = await (await budi.get(action)).text()
  const { fields } = formOn(page, action)
  const fieldsToSend = [...fields.filter(([name]) => !(name in form(''))), ...Object.entries(form(nik))] as [
    string,
    string,
  ][]
  const answers = [await budi.post(action, fieldsToSend), await budi.post(action, fieldsToSend)]
  expect(answers.map(({ status, headers }) => [status, headers.get('Location')])).toEqual([
    [303, '/me?done=registered_self'],
    [303, '/me?done=registered_self'],
  ])
  expect(desk.measured).toEqual([{ Registered: 1 }])
  const own = await budi.read('/me')
  expect(own).toContain('Langkah berikutnya: verifikasi')
  expect(await budi.read('/me/trail')).toContain('Halaman ini belum terbuka')
  expect((await budi.get('/me/copy/file')).status).toBe(409)

  const { memberId } = z
    .object({ memberId: z.string() })
    .parse(await (await world.call('GET', '/v1/me', { as: 'budi' })).json())
  await world.call('POST', `/v1/members/${memberId}/verifications`, {
    body: { by: 'officer', outcome: 'matches', seen: 'ktp' },
  })
  expect(await budi.read('/me')).toContain('Anda anggota aktif')
  expect(await budi.read('/me/stages')).toContain('P1 Pendaftaran · tercapai')
  const { version } = (await world.deps.members.get(memberId)) ?? { version: 0 }
  await world.call('PATCH', `/v1/members/${memberId}`, {
    body: { person: { phone: '0812 3456 7890' }, area: '31.71.02' },
    headers: { 'If-Match': `"${version}"` },
  })
  const trail = await budi.read('/me/trail')
  expect(trail).toContain('Anda sendiri mendaftar sendiri')
  // The page shows words instead of field names and codes.
  expect(trail).toMatch(/wilayah: \S.* → Sawah Besar, Kota Administrasi Jakarta Pusat; telepon/)
  expect(trail).not.toMatch(/\b(area|phone|31\.71)\b/)
  const file = await budi.get('/me/copy/file')
  expect(file.headers.get('Content-Disposition')).toContain('attachment')
  expect(JSON.parse(await file.text())).toMatchObject({ records: [{ member: { id: memberId } }] })
  const copy = await budi.read('/me/copy/page')
  for (const sentence of [nik, 'Budi Santoso', '+6281234567890', 'P1 · tercapai', 'Anda sendiri mendaftar sendiri'])
    expect(copy).toContain(sentence)

  const formPath = '/me/requests/new'
  const request = withFields(formOn(await (await budi.get(`${formPath}?kind=correction`)).text(), formPath), {
    request: 'Nama saya Budi Hartono',
  })
  const requests = [
    ...(await Promise.all([1, 2].map(() => budi.post(formPath, request)))),
    await budi.post(formPath, request),
  ]
  expect(requests.map(({ headers }) => headers.get('Location'))).toEqual(requests.map(() => '/me/requests?done=opened'))
  expect(await desk.deps.rightsCases.ofMember(memberId)).toHaveLength(1)
  expect(await budi.read('/me/requests')).toMatch(
    /Perbaikan data Nama saya Budi Hartono.*Menunggu keputusan paling lambat/,
  )
})

test('warnings come before anything is stored, and a NIK that somebody else holds looks like any other', async () => {
  const holder = await world.member()
  const takenNik = (await world.deps.members.get(holder))?.person?.nik ?? ''
  const pages: string[] = []
  for (const [name, nik] of [
    ['ani', newNik()],
    ['ina', takenNik],
  ] as const) {
    const visitor = await citizen(name)
    const action = '/me/registration'
    const { 'person.nik': _, ...without } = form('')
    const warned = await visitor.fill(await visitor.get(action), action, without)
    expect(warned.status).toBe(200)
    expect(readPage(await warned.clone().text())).toContain('Periksa dahulu; belum ada yang tersimpan')
    expect(await visitor.read('/me')).toContain('Anda belum terdaftar')
    await visitor.fill(warned, action, form(nik))
    pages.push((await visitor.read('/me')).replaceAll(/[0-9A-Z]{4}-[0-9A-Z]{4}|\d\d\*+\d\d|\S+@kantor\.example/g, '?'))
  }
  expect(pages[0]).toBe(pages[1])
})

test('the first page of a citizen shows the requests that wait for an answer, and no gender that nobody stated', async () => {
  const nik = newNik()
  const ratna = await citizen('ratna')
  const action = '/me/registration'
  const empty = await ratna.get(action)
  const offered = await empty.clone().text()
  expect(offered).not.toContain('value="unknown"')
  await ratna.fill(empty, action, { ...form(nik), 'person.name': 'Ratna Dewi' })
  expect(await ratna.read('/me')).not.toContain('Permintaan Anda sedang diproses')
  const kind = { kind: 'correction', request: 'Nama saya salah' }
  await ratna.fill(await ratna.get('/me/requests/new'), '/me/requests/new', kind)
  expect(await ratna.read('/me')).toContain('Permintaan Anda sedang diproses Perbaikan data: dijawab paling lambat')

  const unstated = { person: { name: 'Sri' }, gender: 'unknown', category: 'pemula', ...inside } as const
  const id = (await registerMember(world.deps, callerAs('admin'), request(), unstated)).answer.memberId
  const admin = await citizen('admin')
  expect(await admin.read(`/members/${id}`)).toContain('Jenis kelamin Belum diisi')
})

test('an officer whose rights have ended reads so above the way to register', async () => {
  await world.grant({ subject: 'tuti', role: 'officer', area: '31.71.01', until: '2021-11-30T04:59:00.000Z' })
  const tuti = await citizen('tuti')
  expect(await tuti.read('/me')).toMatch(/Hak petugas Anda sudah berakhir.*Anda belum terdaftar/)
  expect(await (await citizen('sari')).read('/me')).not.toContain('Hak petugas Anda sudah berakhir')
})
