import { beforeAll, expect, test } from 'vitest'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { callerAs } from '../../support/test-deps.ts'
import { type Desk, deskOver, formOn, readPage, type Visitor, withFields } from '../../support/test-desk.ts'
import { makeWorld, newNik, newPhone, type World } from '../../support/world.ts'

let world: World
let desk: Desk
let siti: Visitor

beforeAll(async () => {
  world = await makeWorld()
  desk = deskOver(world.deps)
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  siti = desk.visitor()
  await siti.signIn('siti')
})

const place = { area: '31.71.01.1001', agency: 'PPAPP', category: 'pemula', gender: 'male' }
const person = (more: Record<string, string> = {}) => ({
  ...place,
  'person.name': 'Budi Santoso',
  'person.nik': newNik(),
  ...more,
})
const page = async (answer: Response) => readPage(await answer.text())
const memberIn = (answer: Response) =>
  /^\/members\/(\w{8})\?done=registered$/.exec(answer.headers.get('Location') ?? '')?.[1] ?? ''
const registerPerson = async (more: Record<string, string> = {}) =>
  memberIn(await siti.fill(await siti.get('/members/new'), '/members/new', person(more)))
const historyOf = async (id: string) => (await desk.deps.entries.ofMember(id, { limit: 50 })).items

test('a filled form is carried out once, and leads to the next page', async () => {
  const answer = await siti.fill(await siti.get('/members/new'), '/members/new', person())
  expect(answer.status).toBe(303)
  const id = memberIn(answer)
  expect(await historyOf(id)).toMatchObject([
    { kind: 'attained', stage: 'P1', actor: 'siti', happenedOn: '2021-11-30' },
  ])
  expect(await page(await siti.get(`/members/${id}?done=registered`))).toContain('Budi Santoso')
})

test('each registration is measured once, however often its form arrives', async () => {
  const measured = desk.measured.length
  const fields = withFields(formOn(await (await siti.get('/members/new')).text(), '/members/new'), person())
  await Promise.all([1, 2].map(() => siti.post('/members/new', fields)))
  const again = await siti.post('/members/new', fields)
  expect(memberIn(again)).not.toBe('')
  await siti.fill(await siti.get('/members/new'), '/members/new', person({ 'person.nik': '123' }))
  expect(desk.measured.slice(measured)).toEqual([{ Registered: 1 }])
})

test('a note is kept once, also if its form is filled in anew after going back; the same words later are another note', async () => {
  const id = await registerPerson()
  const start = desk.deps.now()
  const write = async (text: string) =>
    siti.fill(await siti.get(`/members/${id}/notes`), `/members/${id}/notes`, { text })
  for (const text of ['Sudah ditelepon', 'Sudah ditelepon', 'Datang ke kantor'])
    expect((await write(text)).headers.get('Location')).toBe(`/members/${id}?done=noted`)
  desk.deps.clock.set(new Date(start.getTime() + 600_000).toISOString())
  await write('Sudah ditelepon')
  desk.deps.clock.set(start.toISOString())
  const { remarks } = (await desk.deps.members.get(id)) ?? {}
  expect(remarks?.map(({ text }) => text)).toEqual(['Sudah ditelepon', 'Datang ke kantor', 'Sudah ditelepon'])
})

test('every problem is named at once, in a summary that takes the focus, and at its field', async () => {
  const wrong = { 'person.name': '', 'person.nik': '123', 'person.phone': '12', registeredOn: '2031-01-01' }
  const answer = await siti.fill(await siti.get('/members/new'), '/members/new', { ...person(), ...wrong, area: '' })
  expect(answer.status).toBe(422)
  const text = await answer.text()
  expect(text).toContain('role="alert" tabindex="-1" autofocus')
  for (const field of ['person.name', 'person.nik', 'person.phone', 'area']) {
    expect(text).toContain(`<a href="#${field}">`)
    expect(text).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-says"[^>]*aria-invalid="true"`))
  }
  const again = formOn(text, '/members/new').fields
  expect(again).toContainEqual(['person.nik', '123'])
  expect(again).toContainEqual(['gender', 'male'])
})

test('a corrected form is carried out when it is sent again', async () => {
  const wrong = await siti.fill(await siti.get('/members/new'), '/members/new', { ...person(), 'person.phone': '12' })
  expect((await siti.fill(wrong, '/members/new', { 'person.phone': '' })).status).toBe(303)
})

test('a double click, a reload or a lost answer has one effect', async () => {
  const id = await registerPerson()
  const form = formOn(await (await siti.get(`/members/${id}/stages`)).text(), `/members/${id}/stages`)
  const fields = withFields(form, { stage: 'P2', happenedOn: '2021-11-20' })
  const answers = await Promise.all([1, 2, 3].map(() => siti.post(form.action, fields)))
  expect(answers.map((answer) => [answer.status, answer.headers.get('Location')])).toEqual(
    answers.map(() => [303, `/members/${id}?done=recorded`]),
  )
  expect((await siti.post(form.action, fields)).status).toBe(303)
  expect((await historyOf(id)).filter(({ kind }) => kind === 'attained')).toHaveLength(2)
})

test('a form that is sent again with other content says so, and changes nothing', async () => {
  const form = formOn(await (await siti.get('/members/new')).text(), '/members/new')
  const first = withFields(form, person())
  expect((await siti.post('/members/new', first)).status).toBe(303)
  const other = await siti.post('/members/new', withFields({ ...form, fields: first }, { 'person.nik': newNik() }))
  expect(other.status).toBe(422)
  const text = await other.text()
  expect(readPage(text)).toContain('Formulir ini sudah pernah terkirim')
  const [before, after] = [form.fields, formOn(text, '/members/new').fields].map((fields) =>
    new Map(fields).get('_key'),
  )
  expect(after).not.toBe(before)
})

test('a form without a key is refused', async () => {
  expect((await siti.post('/members/new', person())).status).toBe(400)
})

test('similar members and unusual values are shown before anything is saved', async () => {
  const phone = newPhone()
  const first = await registerPerson({ 'person.phone': phone })
  const typed = person({ 'person.name': 'Budi S.', 'person.phone': phone, gender: 'female' })
  const found = await siti.fill(await siti.get('/members/new'), '/members/new', typed)
  expect(found.status).toBe(200)
  const text = await found.text()
  expect(readPage(text)).toContain('belum ada yang tersimpan')
  expect(text).toContain(`href="/members/${first}"`)
  expect(readPage(text)).toContain('jenis kelamin berbeda')
  const form = formOn(text, '/members/new')
  const changed = await siti.post('/members/new', withFields(form, { 'person.name': 'Budi T.' }))
  expect(changed.status).toBe(200)
  const all = await siti.post('/members/new', form.fields)
  expect(all.status).toBe(303)
})

test('a taken NIK leads to its holder, but only for an officer who may see the holder', async () => {
  const nik = newNik()
  const holder = await registerPerson({ 'person.nik': nik })
  await world.grant({ subject: 'rani', role: 'officer', area: '31.72.01' })
  const rani = desk.visitor()
  await rani.signIn('rani')
  const tryAgain = async (officer: Visitor, area: string) =>
    (await officer.fill(await officer.get('/members/new'), '/members/new', person({ 'person.nik': nik, area }))).text()
  const own = await tryAgain(siti, place.area)
  expect(readPage(own)).toContain('Sudah terdaftar')
  expect(own).toContain(`href="/members/${holder}"`)
  const foreign = await tryAgain(rani, '31.72.01.1001')
  expect(readPage(foreign)).toContain('Sudah terdaftar')
  expect(foreign).not.toContain(holder)
})

test('a lost update shows both values, and is stored when it is sent again', async () => {
  const id = await registerPerson()
  const action = `/members/${id}/correction`
  const open = await siti.get(action)
  const version = (await desk.deps.members.get(id))?.version ?? 0
  await correctMember(desk.deps, callerAs('admin'), id, version, { person: { name: 'Budi Hartono' } })
  const stale = await siti.fill(open, action, { 'person.name': 'Budi Gunawan' })
  expect(stale.status).toBe(412)
  const text = await stale.text()
  expect(readPage(text)).toContain('Data ini diubah orang lain')
  expect(readPage(text)).toContain('Sekarang tersimpan: Budi Hartono')
  expect(formOn(text, action).fields).toContainEqual(['person.name', 'Budi Gunawan'])
  expect((await siti.post(action, formOn(text, action).fields)).status).toBe(303)
  expect((await desk.deps.members.get(id))?.person?.name).toBe('Budi Gunawan')
})

test('a correction that is sent twice is not a lost update', async () => {
  const id = await registerPerson()
  const action = `/members/${id}/correction`
  const fields = withFields(formOn(await (await siti.get(action)).text(), action), { 'person.phone': '0812 3456 7890' })
  const answers = await Promise.all([siti.post(action, fields), siti.post(action, fields)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect((await siti.post(action, fields)).status).toBe(303)
})

test('a form that is sent after the session has ended is kept, sealed, and given back only to the same person', async () => {
  await world.grant({ subject: 'rina', role: 'officer', area: '31.71.01' })
  const rina = desk.visitor()
  await rina.signIn('rina')
  const form = formOn(await (await rina.get('/members/new')).text(), '/members/new')
  const typed = withFields(form, person({ 'person.name': 'Nyai Ontosoroh' }))
  const start = desk.deps.now()
  desk.deps.clock.set(new Date(start.getTime() + 3 * 3_600_000).toISOString())
  const sent = await rina.post('/members/new', typed)
  const away = sent.headers.get('Location') ?? ''
  expect([sent.status, away]).toEqual([303, expect.stringMatching(/^\/sign-in\?kept=[\w-]{43}$/)])
  expect(await page(await rina.get(away))).toContain('disimpan selama satu jam')

  const keptForm = new URL(away, 'https://meja.example').searchParams.get('kept') ?? ''
  await siti.signIn('siti')
  expect((await siti.get(`/kept/${keptForm}`)).status).toBe(404)
  const back = await rina.signIn('rina', `/sign-in/start?${new URLSearchParams({ next: `/kept/${keptForm}` })}`)
  expect(back.headers.get('Location')).toBe(`/kept/${keptForm}`)
  const shownAgain = await rina.get(`/kept/${keptForm}`)
  const text = await shownAgain.text()
  expect(readPage(text)).toContain('Isian Anda sebelum sesi berakhir')
  expect(formOn(text, '/members/new').fields).toContainEqual(['person.name', 'Nyai Ontosoroh'])
  expect(memberIn(await rina.post('/members/new', formOn(text, '/members/new').fields))).not.toBe('')

  desk.deps.clock.set(new Date(desk.deps.now().getTime() + 61 * 60_000).toISOString())
  await rina.signIn('rina')
  expect((await rina.get(`/kept/${keptForm}`)).status).toBe(404)
  desk.deps.clock.set(start.toISOString())
  await siti.signIn('siti')
})

test('if a grant ends while a form is open, the page says so and nothing is stored', async () => {
  await world.grant({ subject: 'sari', role: 'officer', area: '31.71.01', until: '2021-11-30T05:10:00.000Z' })
  const sari = desk.visitor()
  await sari.signIn('sari')
  const open = await sari.get('/members/new')
  const start = desk.deps.now()
  desk.deps.clock.set('2021-11-30T05:10:01.000Z')
  const answer = await sari.fill(open, '/members/new', person())
  desk.deps.clock.set(start.toISOString())
  expect(answer.status).toBe(403)
  expect(await page(answer)).toContain('Peran Anda tidak mengizinkan')
})

test('no address shows personal data: a search redirects to an address that is sealed for its maker', async () => {
  const phone = newPhone()
  const id = await registerPerson({ 'person.phone': phone, 'person.name': 'Kartika Suryani' })
  const answer = await siti.fill(await siti.get('/members'), '/members', { sought: phone })
  const away = answer.headers.get('Location') ?? ''
  expect(away).toMatch(/^\/members\?q=[\w-]+$/)
  expect(Buffer.from(away.slice('/members?q='.length), 'base64url').toString('latin1')).not.toContain(phone.slice(-6))
  const found = await (await siti.get(away)).text()
  expect(found).toContain(`/members/${id}`)
  const other = desk.visitor()
  await world.grant({ subject: 'tuti', role: 'officer', area: '31.71.01' })
  await other.signIn('tuti')
  expect(await (await other.get(away)).text()).not.toContain(`/members/${id}`)
})

test.each([
  ['a name as it sounds', 'kartieka soerjani'],
  ['a member number in lower case', 'number'],
])('somebody is found by %s', async (_, sought) => {
  const id = await registerPerson({ 'person.name': 'Hj. Kartieka Soerjani, S.E.' })
  const by = sought === 'number' ? `${id.slice(0, 4)}-${id.slice(4)}`.toLowerCase() : sought
  const answer = await siti.fill(await siti.get('/members'), '/members', { sought: by })
  expect(await (await siti.get(answer.headers.get('Location') ?? '')).text()).toContain(`/members/${id}`)
})

test.each([
  ['31710155039', 'NIK'],
  ['0812 99', 'telepon'],
  ['7K3M9QXA', 'Nomor anggota salah ketik'],
  ['ab', 'huruf'],
])('a mistyped number is refused with its reason: %s', async (sought, says) => {
  const answer = await siti.fill(await siti.get('/members'), '/members', { sought })
  expect(answer.status).toBe(422)
  expect(await page(answer)).toContain(says)
})

test('a class of a follow-up list, or of everybody without the stage, shows the number before it is made', async () => {
  const waiting = await world.member({ registeredOn: '2021-10-05' })
  const recent = await world.member({ registeredOn: '2021-11-29' })
  const list = await (await siti.get('/worklist?days=30&next=P2')).text()
  const address = /href="(\/classes\?[^"]*)"/.exec(list)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const shownIds = [...list.matchAll(/href="\/members\/(\w{8})"/g)].map(([, id]) => id)
  const offered = await (await siti.get(address)).text()
  const form = formOn(offered, '/classes')
  const numbers = form.fields.find(([name]) => name === 'numbers')?.[1] ?? ''
  const lines = numbers.split('\n').map((line) => line.split(' · '))
  expect(lines.map(([number]) => number?.replace('-', ''))).toEqual(shownIds)
  expect(lines.every(([, name]) => name)).toBe(true)
  expect(shownIds).toContain(waiting)
  expect(shownIds).not.toContain(recent)
  expect(readPage(offered)).toContain(`${shownIds.length} orang masuk daftar`)

  const typed = { stage: 'P3', agency: 'PPAPP', heldOn: '2021-11-30', area: '31.71.01.1001', numbers: '' }
  const counted = await siti.fill(await siti.get('/classes'), '/classes', typed)
  expect(counted.status).toBe(200)
  const filled = await counted.text()
  expect(readPage(filled)).toMatch(/\d+ orang masuk daftar Daftar belum dibuat/)
  const made = await siti.post('/classes', formOn(filled, '/classes').fields)
  expect(made.headers.get('Location')).toMatch(/^\/classes\/cls_/)
  expect(await (await siti.get(made.headers.get('Location') ?? '')).text()).toContain(recent)
})

test('a file that cannot be read is refused where it is uploaded, and leaves no import', async () => {
  const file = { name: 'file', text: 'PK\u0003\u0004, as a workbook begins' }
  const answer = await siti.ask({ path: '/imports', fields: {}, file })
  expect(answer.status).toBe(422)
  const text = await answer.text()
  expect(readPage(text)).toContain('Unggah')
  expect(text).not.toContain('/imports/imp_')
})

test('if a month closes while its forms are open, a stage counts as late and an obstacle is refused', async () => {
  const id = await registerPerson()
  const obstacle = { month: '2021-11', obstacle: 'Aula dipakai', followUp: 'Kelas pengganti' }
  desk.deps.clock.set('2021-11-30T16:50:00.000Z')
  await siti.signIn('siti')
  const [stages, obstacles] = [await siti.get(`/members/${id}/stages`), await siti.get('/obstacles')]
  desk.deps.clock.set('2021-11-30T17:10:00.000Z')
  await closeMonths(desk.deps, 'schedule')

  const refused = await siti.fill(obstacles, '/obstacles', obstacle)
  expect(refused.status).toBe(409)
  const text = await refused.text()
  expect(readPage(text)).toContain('Bulan 2021-11 tidak terbuka')
  expect(formOn(text, '/obstacles').fields).toContainEqual(['obstacle', 'Aula dipakai'])
  const sent = await siti.fill(stages, `/members/${id}/stages`, { stage: 'P2', happenedOn: '2021-11-20' })
  expect(sent.status).toBe(303)
  expect(await historyOf(id)).toContainEqual(
    expect.objectContaining({ stage: 'P2', happenedOn: '2021-11-20', postedIn: '2021-12' }),
  )
  expect(await page(await siti.get(`/members/${id}`))).toContain('(terlambat)')
  const late = person({ registeredOn: '2021-11-19' })
  const registered = await siti.fill(await siti.get('/members/new'), '/members/new', late)
  expect(registered.headers.get('Location')).toMatch(/\?done=registered_late$/)
})
