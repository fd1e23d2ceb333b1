import { beforeEach, expect, test } from 'vitest'
import type { Grant } from '../../../shared/domain/access/grant.ts'
import { hashSessionId } from '../../../shared/domain/access/session.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { tableContents } from '../../support/table-contents.ts'
import { testApi } from '../../support/test-api.ts'
import { type Desk, deskOver, readPage } from '../../support/test-desk.ts'

let desk: Desk

beforeEach(async () => {
  const { deps } = await testApi()
  desk = deskOver(deps)
  deps.clock.set('2021-11-30T01:00:00.000Z')
  await grantTo('siti', { until: '2021-12-30T00:00:00.000Z' })
})

const grantTo = (subject: string, more: Partial<Grant> = {}) =>
  giveGrant(desk.deps, {
    ...{ subject, role: 'officer', area: '31.71.01', from: '2020-01-01T00:00:00.000Z', grantedBy: 'test' },
    ...more,
  })

const later = (minutes: number) =>
  desk.deps.clock.set(new Date(desk.deps.now().getTime() + minutes * 60_000).toISOString())
const where = (answer: Response) => [answer.status, answer.headers.get('Location')]

test('a visitor who is not signed in is sent to the sign-in, and returns to the page', async () => {
  const siti = desk.visitor()
  const away = await siti.get('/account')
  expect(where(away)).toEqual([303, '/sign-in?next=%2Faccount'])
  expect(await (await siti.get('/sign-in?next=%2Faccount')).text()).toContain('href="/sign-in/start?next=%2Faccount"')
  expect(where(await siti.signIn('siti', '/sign-in/start?next=%2Faccount'))).toEqual([303, '/account'])
  const page = readPage(await (await siti.get('/account')).text())
  expect(page).toContain('siti@kantor.example')
  expect(page).toContain('Gambir')
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a b'])(
  'signing in leads nowhere else: %s',
  async (next) => {
    expect(where(await desk.visitor().signIn('siti', `/sign-in/start?${new URLSearchParams({ next })}`))).toEqual([
      303,
      '/',
    ])
  },
)

test('the cookie belongs to the host, cannot be read by scripts, and has only a random id', async () => {
  const siti = desk.visitor()
  const answer = await siti.signIn('siti')
  const [set = ''] = answer.headers.getSetCookie().filter((each) => each.startsWith('__Host-desk='))
  expect(set).toMatch(/^__Host-desk=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(set).not.toContain('siti')
  const stored = JSON.stringify(await tableContents(desk.deps.tableName))
  expect(stored).not.toContain(siti.cookies.get('__Host-desk') ?? 'none')
  expect(stored).not.toContain('refresh-siti')
  expect(stored).not.toContain('siti@kantor.example')
})

test('each sign-in is a separate session, and a sign-in begun in another browser cannot be finished here', async () => {
  const [siti, thief] = [desk.visitor(), desk.visitor()]
  const begun = await siti.get('/sign-in/start')
  const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state') ?? ''
  expect((await thief.get(`/sign-in/back?code=siti&state=${state}`)).status).toBe(400)
  expect((await siti.get('/sign-in/back?code=siti&state=other')).status).toBe(400)
  await siti.signIn('siti')
  const first = siti.cookies.get('__Host-desk')
  await siti.signIn('siti')
  expect(siti.cookies.get('__Host-desk')).not.toBe(first)
})

test('a code that the service does not know signs nobody in', async () => {
  const siti = desk.visitor()
  const answer = await siti.signIn('bad')
  expect([answer.status, siti.cookies.has('__Host-desk')]).toEqual([400, false])
})

test('a session ends after an hour without use, and after twelve hours in any case', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  later(59)
  expect((await siti.get('/account')).status).toBe(200)
  later(66)
  expect((await siti.get('/account')).status).toBe(303)
  await siti.signIn('siti')
  for (let i = 0; i < 14; i++) {
    later(50)
    expect((await siti.get('/account')).status).toBe(200)
  }
  later(50)
  expect((await siti.get('/account')).status).toBe(303)
})

test('signing out ends the session, and revokes its tokens at the service', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  const id = siti.cookies.get('__Host-desk') ?? ''
  expect(where(await siti.post('/sign-out'))).toEqual([303, '/leaving'])
  expect(siti.cookies.has('__Host-desk')).toBe(false)
  expect(desk.revoked).toEqual(['refresh-siti'])
  siti.cookies.set('__Host-desk', id)
  expect((await siti.get('/account')).status).toBe(303)
  expect(await (await siti.get('/leaving')).text()).toContain('content="0;url=https://masuk.example/logout"')
})

test('signing out everywhere acts at once in every browser, and not on other people', async () => {
  await grantTo('budi')
  const [office, phone, budi] = [desk.visitor(), desk.visitor(), desk.visitor()]
  await office.signIn('siti')
  await phone.signIn('siti')
  await budi.signIn('budi')
  await phone.post('/sign-out/everywhere')
  expect((await office.get('/account')).status).toBe(303)
  expect((await budi.get('/account')).status).toBe(200)
  later(1)
  await office.signIn('siti')
  expect((await office.get('/account')).status).toBe(200)
})

test('signing out acts at once, also in other functions that used the session', async () => {
  const other = deskOver(desk.deps)
  const [here, there, phone] = [desk.visitor(), other.visitor(), other.visitor()]
  const both = async () => {
    await here.signIn('siti')
    for (const [name, value] of here.cookies) there.cookies.set(name, value)
    expect((await there.get('/account')).status).toBe(200)
  }
  await both()
  await phone.signIn('siti')
  await here.post('/sign-out')
  expect((await there.get('/account')).status).toBe(303)
  expect((await phone.get('/account')).status).toBe(200)
  await both()
  await here.post('/sign-out/everywhere')
  expect((await there.get('/account')).status).toBe(303)
  expect((await phone.get('/account')).status).toBe(303)
})

test('a session that other functions use stays valid', async () => {
  const [here, there] = [desk.visitor(), deskOver(desk.deps).visitor()]
  await here.signIn('siti')
  for (const [name, value] of here.cookies) there.cookies.set(name, value)
  expect((await there.get('/account')).status).toBe(200)
  for (let i = 0; i < 2; i++) {
    later(40)
    expect((await here.get('/account')).status).toBe(200)
  }
  expect((await there.get('/account')).status).toBe(200)
})

test('a person who is signed out while a page is made stays signed out', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  later(31)
  const { renew } = desk.deps.signIn
  desk.deps.signIn.renew = async (tokens) => {
    desk.deps.signIn.renew = renew
    await siti.post('/sign-out')
    return renew(tokens)
  }
  const id = siti.cookies.get('__Host-desk') ?? ''
  await siti.get('/account')
  expect(await desk.deps.sessions.get(hashSessionId(id))).toMatchObject({ tokens: { access: '' } })
  siti.cookies.set('__Host-desk', id)
  expect((await siti.get('/account')).status).toBe(303)
})

test('the sign-in service is asked again after half an hour, and a blocked person is signed out', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  later(20)
  desk.gone.add('siti')
  expect((await siti.get('/account')).status).toBe(200)
  later(20)
  expect((await siti.get('/account')).status).toBe(303)
})

test('a grant that ends acts on the next page', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  expect(readPage(await (await siti.get('/account')).text())).not.toContain('belum diberi hak')
  const [grant] = await desk.deps.grants.ofSubject('siti')
  if (!grant) throw new Error('There is a grant')
  const endedAt = desk.deps.now().toISOString()
  await desk.deps.commit(desk.deps.grants.end({ ...grant, endedAt, endedBy: 'test', endReason: 'Pindah' }))
  expect(readPage(await (await siti.get('/account')).text())).toContain('belum diberi hak')
})

test.each([
  ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbour of ours', { Origin: 'https://halaman.meja.example', 'Sec-Fetch-Site': 'same-site' }],
  ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['our origin, but not by a page of ours', { Origin: 'https://meja.example', 'Sec-Fetch-Site': 'none' }],
  ['nowhere', { Origin: '' }],
])('a form from %s changes nothing', async (_, headers) => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  expect((await siti.post('/sign-out', {}, headers)).status).toBe(403)
  expect((await siti.get('/account')).status).toBe(200)
})

test('pages are not cached or framed, and run only our own script', async () => {
  const siti = desk.visitor()
  const before = [await siti.get('/sign-in'), await siti.get('/account')]
  await siti.signIn('siti')
  for (const answer of [...before, await siti.get('/'), await siti.get('/account'), await siti.get('/nowhere')]) {
    const { headers } = answer
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(await answer.text()).not.toMatch(/<script(?! src="\/assets)|style="| on\w+="/)
  }
})

test('a language is chosen once by a form, and stays', async () => {
  const siti = desk.visitor()
  await siti.signIn('siti')
  const back = await siti.post('/language', { to: 'en' }, { Referer: 'https://meja.example/account' })
  expect(where(back)).toEqual([303, '/account'])
  expect(await (await siti.get('/account')).text()).toContain('<html lang="en">')
  const foreignAnswer = await siti.post('/language', { to: 'id' }, { Referer: 'https://evil.example/x' })
  expect(where(foreignAnswer)).toEqual([303, '/'])
  expect(await (await siti.get('/')).text()).toContain('<html lang="id">')
})
