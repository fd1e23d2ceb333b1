import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type Desk, deskOver, formOn, readPage, type Visitor, withFields } from '../../support/test-desk.ts'
import { makeWorld, type World } from '../../support/world.ts'

let world: World
let desk: Desk
let head: Visitor

beforeAll(async () => {
  world = await makeWorld()
  desk = deskOver(world.deps)
  head = desk.visitor()
  await head.signIn('admin')
})

const openForm = async (action: string) => formOn(await (await head.get(action)).text(), action)

test('a partner of SNAP is registered, and gives its public key', async () => {
  const sent = await head.post('/partners/new', [
    ...withFields(await openForm('/partners/new'), {
      code: 'bank-snap',
      name: 'Bank Contoh',
      'signing.scheme': 'snap',
      'signing.mode': 'rsa',
      'signing.service': '54',
      'signing.clientKey': 'capaian-01',
      'signing.publicPath': '/snap/v1.0/loans',
      'allowedFrom[]': '203.0.113.0/24\n2001:db8::/32',
    }),
  ])
  expect(sent.headers.get('Location')).toBe('/partners/bank-snap?done=saved')
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const value = publicKey.export({ type: 'spki', format: 'pem' }).toString().replaceAll('\n', '\r\n')
  const action = '/partners/bank-snap/credentials'
  const keyAnswer = await head.post(action, withFields(await openForm(action), { kind: 'public_key', value }))
  expect(keyAnswer.headers.get('Location')).toBe('/partners/bank-snap?done=saved')
  expect(await desk.deps.partners.get('bank-snap')).toMatchObject({
    partner: {
      signing: { scheme: 'snap', mode: 'rsa', skewSeconds: 300 },
      allowedFrom: ['203.0.113.0/24', '2001:db8::/32'],
    },
    credentials: [{ kind: 'public_key' }],
  })
})

test('problems of a partner are shown at their fields', async () => {
  const wrong = { code: 'Bank', name: '', 'signing.scheme': 'snap', 'allowedFrom[]': 'di mana saja' }
  const sent = await head.post('/partners/new', withFields(await openForm('/partners/new'), wrong))
  expect(sent.status).toBe(422)
  const text = await sent.text()
  for (const field of ['code', 'name', 'allowedFrom[]', 'signing.service', 'signing.clientKey', 'signing.publicPath'])
    expect(text).toContain(`id="${field}-says"`)
})

test('a secret is shown once, and a test event signed with it is received', async () => {
  const { code, credential } = await world.partner()
  const action = `/partners/${code}/credentials`
  const fields = (await openForm(action)).fields
  const secret = /whsec_[\w+/=]+/
  const [first, again] = [await head.post(action, fields), await head.post(action, fields)]
  expect(readPage(await first.text())).toMatch(secret)
  const repeat = readPage(await again.text())
  expect(repeat).not.toMatch(secret)
  expect(repeat).toContain('sudah ditampilkan')
  const page = await head.get(`/partners/${code}`)
  const pageText = await page.text()
  expect(pageText).not.toMatch(secret)

  const tested = await head.post(
    `/partners/${code}/test-event`,
    formOn(pageText, `/partners/${code}/test-event`).fields,
  )
  expect(readPage(await tested.text())).toContain('Diterima: tanda tangan dan pintunya benar')
  const end = `/partners/${code}/credentials/${credential}/revocation`
  expect((await head.post(end, formOn(pageText, end).fields)).headers.get('Location')).toBe(
    `/partners/${code}?done=revoked`,
  )
  expect((await desk.deps.partners.get(code))?.credentials.map(({ id }) => id)).not.toContain(credential)
})

test('a subscriber is changed in the version that was seen, its address is checked, and the page says who changed what', async () => {
  const { id } = await world.subscriber({ isNew: true })
  const action = `/subscribers/${id}/change`
  const [form, open] = [await openForm(action), await openForm(action)]
  const change = (to: Record<string, string>) => head.post(action, withFields(form, to))
  const private_ = await change({ target: 'https://10.0.0.1/peristiwa' })
  expect(private_.status).toBe(422)
  expect(await private_.text()).toContain('id="target-says"')
  const target = 'https://penerima.example.id/baru'
  const done = await change({ target, area: '31.71', until: '2021-12-31' })
  expect(done.headers.get('Location')).toBe(`/subscribers/${id}?done=saved`)
  expect((await desk.deps.subscribers.get(id))?.subscriber).toMatchObject({
    ...{ target, area: '31.71', until: '2021-12-31T17:00:00.000Z', status: 'active' },
    ...{ types: ['member.attained', 'issue.published'], contacts: ['data@bappeda.example.id'] },
  })
  const again = await openForm(action)
  expect((await head.post(action, again.fields)).status).toBe(303)
  expect((await desk.deps.subscribers.get(id))?.subscriber.until).toBe('2021-12-31T17:00:00.000Z')

  const stale = await head.post(action, withFields(open, { name: 'Dinas lain' }))
  expect(stale.status).toBe(412)
  expect(readPage(await stale.text())).toContain('Data ini diubah orang lain')
  const page = readPage(await (await head.get(`/subscribers/${id}`)).text())
  expect(page).toContain(`alamat penerima: http://127.0.0.1:9/peristiwa → ${target}`)
  expect(page).toContain('rahasia dibuat')
})

test('counters that differ are repaired from the page of their month', async () => {
  await world.spoil('31.71.01.1001')
  await head.fill(await head.get('/months/2021-11'), '/months/2021-11/recount', {})
  const month = await (await head.get('/months/2021-11')).text()
  const action = '/months/2021-11/repairs/31.71.01.1001'
  expect(month).toContain(`href="${action}"`)
  const sent = await head.fill(await head.get(action), action, { reason: 'Salah hitung' })
  expect(sent.headers.get('Location')).toBe('/months/2021-11?done=repaired')
  expect(readPage(await (await head.get('/work/repairs')).text())).toContain('Salah hitung')
  const again = await head.fill(await head.get(action), action, { reason: 'Salah hitung' })
  expect(again.status).toBe(409)
})

test('a partner’s event is masked until somebody gives a meaningful reason', async () => {
  const { code, id } = await world.parkedReceipt()
  const action = `/partners/${code}/receipts/${id}`
  const masked = await (await head.get(action)).text()
  const [nik = ''] = (await world.deps.receipts.get(id))?.words.body?.match(/\d{16}/) ?? []
  expect([nik.length, masked.includes(nik), masked.includes('*'.repeat(12))]).toEqual([16, false, true])
  const form = formOn(masked, action)
  const thin = await head.post(action, withFields(form, { reason: 'cek' }))
  expect([thin.status, (await thin.text()).includes('id="reason-says"')]).toEqual([422, true])
  const revealPage = await head.post(action, withFields(form, { reason: 'Verifikasi ke mitra' }))
  expect([revealPage.status, (await revealPage.text()).includes(nik)]).toEqual([200, true])
})

test('waiting work is counted by a filter, and tried again by that count', async () => {
  const { code, id } = await world.parkedReceipt()
  const action = `/partners/${code}/replays`
  expect(await (await head.get(`${action}?reason=error`)).text()).toContain('<strong>0</strong>')
  const page = await (await head.get(`${action}?state=unapplied&reason=busy`)).text()
  // The form that filters has the same address.
  const form = formOn(page.slice(page.indexOf(`<form method="post" action="${action}"`)), action)
  expect(Object.fromEntries(form.fields)).toMatchObject({ state: 'unapplied', reason: 'busy', count: '1' })
  const sent = await head.post(action, form.fields)
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, `${action}?done=replayed`])
  expect((await world.deps.receipts.get(id))?.obligation.state).toBe('due')
  // Sent again from an old page, nothing is left to replay.
  const late = await head.post(action, withFields(form, { _key: 'a-form-of-long-ago-0001' }))
  expect([late.status, (await late.text()).includes('<strong>0</strong>')]).toEqual([409, true])
})

test('pages about a partner call it by its name', async () => {
  const { code } = await world.partnerConflict()
  const { partner } = (await world.deps.partners.get(code)) ?? {}
  expect(partner?.name).not.toBe(code)
  for (const page of ['calls', 'passed-over', 'receipts', 'conflicts', 'replays'])
    expect([page, readPage(await (await head.get(`/partners/${code}/${page}`)).text())]).toEqual([
      page,
      expect.stringContaining(partner?.name ?? ''),
    ])
  const work = readPage(await (await head.get('/work')).text())
  expect(work).toContain(partner?.name)
  expect(work).not.toContain(code)
})
