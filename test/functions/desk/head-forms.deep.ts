import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { openUserPool } from '../../../infra/local/user-pool.ts'
import { nextMonth } from '../../../shared/domain/calendar.ts'
import { accounts } from '../../../shared/gateways/accounts.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { runAndDie } from '../../support/crashes.ts'
import { deskCases } from '../../support/desk-cases.ts'
import { tableContents } from '../../support/table-contents.ts'
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

/** What is stored, besides sessions, which note when they were used. What is sealed anew differs each time. */
const readStored = async () =>
  (await tableContents(desk.deps.tableName))
    .filter(({ pk, sk }) => !/^SIGNED-IN#|#SIGNED-OUT/.test(`${pk}#${sk}`))
    .map(({ sealed: _, ...item }) => item)

/** The forms for officers, heads and operators. Forms about one's own record have their own tests. */
const forms = Object.entries(deskCases).filter(([name]) => /^POST \/(?!me\b|sign-out|members$)/.test(name))

describe.each(forms)('%s', (_, { ask, isShownOnce }) => {
  test('sent twice at once, and again after going back, is carried out once', async () => {
    const asked = await ask(world)
    const key = randomUUID()
    const twins = await Promise.all([1, 2].map(() => head.ask(asked, key)))
    const [first] = twins
    const before = await readStored()
    const again = await head.ask(asked, key)
    const answers = [...twins, again].map(({ status, headers }) => [status, headers.get('Location')])
    expect(answers).toEqual(answers.map(() => [isShownOnce ? 200 : 303, first?.headers.get('Location')]))
    expect(await readStored()).toEqual(before)
  })

  test('is refused when the right ends while the form is open, and nothing is stored', async () => {
    const start = desk.deps.now()
    const until = new Date(start.getTime() + 60_000).toISOString()
    const subject = `temporary-${randomUUID().slice(0, 8)}`
    await world.grant({ subject, role: 'admin', until })
    const temporary = desk.visitor()
    await temporary.signIn(subject)
    const asked = await ask(world)
    const before = await readStored()
    desk.deps.clock.set(until)
    const answer = await temporary.ask(asked)
    desk.deps.clock.set(start.toISOString())
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([403, 'no-store'])
    expect(readPage(await answer.text())).toContain('Peran Anda tidak mengizinkan')
    expect(await readStored()).toEqual(before)
    expect((await head.ask(asked)).status).toBe(isShownOnce ? 200 : 303)
  })
})

const invitation = { role: 'officer', area: '31.71.01', reason: 'Surat tugas 12/2021' }

const script = new URL('../../support/desk-and-die.ts', import.meta.url)

/** Forms of heads and operators that write. Inviting people and closing a month have trials of their own below. */
const deadly = [
  'POST /months/:month/reissue',
  'POST /months/:month/repairs/:area',
  'POST /targets/new',
  'POST /targets/:id/revision',
  'POST /targets/:id/primary',
  'POST /recipients/new',
  'POST /recipients/:id/change',
  'POST /recipients/:id/pause',
  'POST /recipients/:id/test-mail',
  'POST /people/:subject/grants',
  'POST /people/:subject/grants/:id/end',
  'POST /people/:subject/removal',
  'POST /partners/new',
  'POST /partners/:code/change',
  'POST /partners/:code/status',
  'POST /partners/:code/credentials',
  'POST /partners/:code/credentials/:id/revocation',
  'POST /subscribers/new',
  'POST /subscribers/:id/status',
  'POST /subscribers/:id/replay',
]

test.each(deadly)(
  '%s: killed at any write after it was sent, it is done once when sent again',
  { timeout: 300_000 },
  async (name) => {
    const found = deskCases[name]
    if (!found) throw new Error(`There is no ${name}`)
    const cookies = JSON.stringify([...head.cookies])
    const sendAndDie = async (fate?: string) => {
      const asked = await found.ask(world)
      const key = randomUUID()
      const outcome = {
        TEST_COOKIES: cookies,
        TEST_PATH: asked.path,
        TEST_FIELDS: JSON.stringify({ ...asked.fields, _key: key }),
        ...(fate !== undefined && { TEST_FATE: fate }),
      }
      return { asked, key, ...(await runAndDie(script, desk.deps, outcome)) }
    }
    const { writes } = await sendAndDie()
    expect(writes).toBeGreaterThan(0)
    for (let write = 1; write <= writes; write++)
      for (const side of ['before', 'after']) {
        const { asked, key, signal } = await sendAndDie(`${write} ${side}`)
        const once = await head.ask(asked, key)
        const before = await readStored()
        const again = await head.ask(asked, key)
        const expected = found.isShownOnce ? 200 : 303
        expect([write, side, signal, once.status, again.status]).toEqual([write, side, 'SIGKILL', expected, expected])
        expect(again.headers.get('Location')).toBe(once.headers.get('Location'))
        expect(await readStored()).toEqual(before)
      }
  },
)

test('an invitation killed at any write gives one account, one right and one mail when it is sent again', async () => {
  const mailed: string[] = []
  const pool = await openUserPool({ people: [], invite: async (to) => void mailed.push(to) })
  const service = await listen(pool.app, await findFreePort(0))
  process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = service.endpoint
  const poolId = 'ap-southeast-3_trial'
  const inviting = deskOver(world.deps, { accounts: accounts(poolId) })
  const inviter = inviting.visitor()
  await inviter.signIn('admin')
  const sendAndDie = async (email: string, fate?: string) => {
    const asked = { path: '/people/new', fields: { ...invitation, email } }
    const key = randomUUID()
    const outcome = {
      TEST_POOL: poolId,
      TEST_COOKIES: JSON.stringify([...inviter.cookies]),
      TEST_PATH: asked.path,
      TEST_FIELDS: JSON.stringify({ ...asked.fields, _key: key }),
      ...(fate !== undefined && { TEST_FATE: fate }),
    }
    return { asked, key, ...(await runAndDie(script, inviting.deps, outcome)) }
  }
  const { writes } = await sendAndDie('semula@kantor.example')
  // The account, and the right with the claim.
  expect(writes).toBe(2)
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const email = `undangan-${write}-${side}@kantor.example`
      const { asked, key, signal } = await sendAndDie(email, `${write} ${side}`)
      const [once, again] = [await inviter.ask(asked, key), await inviter.ask(asked, key)]
      expect([write, side, signal, once.status, again.status]).toEqual([write, side, 'SIGKILL', 303, 303])
      expect(again.headers.get('Location')).toBe(once.headers.get('Location'))
      const accountsMade = pool.listPeople().filter(({ name }) => name === email)
      const [account] = accountsMade
      const rights = await inviting.deps.grants.ofSubject(account?.subject ?? '')
      const mailsToPerson = mailed.filter((to) => to === email)
      expect([write, side, accountsMade.length, rights.length, mailsToPerson.length]).toEqual([write, side, 1, 1, 1])
    }
  await service.stop()
})

test('if closing is killed at any write, sending the form again closes, issues and answers the month once', async () => {
  const world = await makeWorld()
  const desk = deskOver(world.deps)
  const head = desk.visitor()
  let month = '2021-11'
  const sendAndDie = async (fate?: string) => {
    desk.deps.clock.set(`${nextMonth(month)}-06T02:00:00.000Z`)
    await head.signIn('admin')
    const asked = { path: '/months/closings', fields: { through: month } }
    const key = randomUUID()
    const outcome = {
      TEST_COOKIES: JSON.stringify([...head.cookies]),
      TEST_PATH: asked.path,
      TEST_FIELDS: JSON.stringify({ ...asked.fields, _key: key }),
      ...(fate !== undefined && { TEST_FATE: fate }),
    }
    return { asked, key, ...(await runAndDie(script, desk.deps, outcome)) }
  }
  const { writes } = await sendAndDie()
  expect(writes).toBeGreaterThan(5)
  // Dying before a write leaves the same as dying after the one before it.
  for (const fate of ['1 before', ...Array.from({ length: writes }, (_, i) => `${i + 1} after`)]) {
    month = nextMonth(month)
    const { asked, key, signal } = await sendAndDie(fate)
    const [once, again] = [await head.ask(asked, key), await head.ask(asked, key)]
    expect([fate, signal, once.status, again.status]).toEqual([fate, 'SIGKILL', 303, 303])
    expect(again.headers.get('Location')).toBe(`/months/${month}?done=closed`)
    const [books, issues] = [await desk.deps.ledger.get(), await desk.deps.issues.ofMonth(month)]
    expect([fate, books?.closedThrough, issues.map(({ number }) => number)]).toEqual([fate, month, [1]])
  }
}, 600_000)

/** Forms with a version: what two tabs type, and what the later one is shown of the earlier one. */
const tabs: [
  name: string,
  open: (world: World) => Promise<[page: string, action: string]>,
  first: Record<string, string>,
  second: Record<string, string>,
  now: string,
][] = [
  [
    'a recipient',
    async ({ recipient }) => {
      const path = `/recipients/${await recipient()}/change`
      return [path, path]
    },
    { office: 'Kecamatan Gambir Baru' },
    { office: 'Kecamatan Gambir Lama' },
    'Kecamatan Gambir Baru',
  ],
  [
    'a target',
    async ({ target }) => {
      const path = `/targets/${await target({ area: '31.71' })}`
      return [path, `${path}/revision`]
    },
    { value: '41', reason: 'Refocusing' },
    { value: '42', reason: 'Refocusing' },
    '41',
  ],
  [
    'a partner',
    async ({ partner }) => {
      const path = `/partners/${(await partner()).code}/change`
      return [path, path]
    },
    { name: 'Bank Baru' },
    { name: 'Bank Lama' },
    'Bank Baru',
  ],
]

test.each(tabs)(
  '%s that is changed in two tabs shows both versions, and stores the second when it is meant',
  async (_, open, one, other, now) => {
    const [page, action] = await open(world)
    const [left, right] = [await head.get(page), await head.get(page)]
    expect((await head.fill(left, action, one)).status).toBe(303)
    const before = await readStored()
    const stale = await head.fill(right, action, other)
    expect(stale.status).toBe(412)
    expect(await readStored()).toEqual(before)
    const text = await stale.text()
    expect(readPage(text)).toContain('Data ini diubah orang lain')
    expect(readPage(text)).toContain(`Sekarang tersimpan: ${now}`)
    const mended = formOn(text, action)
    for (const [name, value] of Object.entries(other)) expect(mended.fields).toContainEqual([name, value])
    expect((await head.post(action, mended.fields)).status).toBe(303)
  },
)

test('buttons of an outdated page say so, and change nothing', async () => {
  const { code } = await world.partner()
  const here = `/partners/${code}`
  const [left, right] = [await head.get(here), await head.get(here)]
  expect((await head.fill(left, `${here}/status`, {})).status).toBe(303)
  const stale = await head.fill(right, `${here}/status`, {})
  expect(stale.status).toBe(412)
  expect(readPage(await stale.text())).toContain('Data ini diubah orang lain')
  expect((await desk.deps.partners.get(code))?.partner.status).toBe('suspended')
})

test('a month that closes while the head’s forms are open is closed and issued once', async () => {
  const world = await makeWorld()
  const desk = deskOver(world.deps)
  const head = desk.visitor()
  await world.member({ registeredOn: '2021-11-10' })
  desk.deps.clock.set('2021-12-06T02:00:00.000Z')
  await head.signIn('admin')
  const closing = await head.get('/months/closings')
  const obstacle = await head.get('/obstacles')
  const target = await head.get('/targets/new')
  await closeMonths(desk.deps, 'schedule')
  const issues = async () => (await desk.deps.issues.ofMonth('2021-11')).length
  expect(await issues()).toBe(1)

  const closed = await head.fill(closing, '/months/closings', { through: '2021-11' })
  expect([303, 409]).toContain(closed.status)
  expect(await issues()).toBe(1)
  const late = await head.fill(obstacle, '/obstacles', {
    month: '2021-11',
    obstacle: 'Aula dipakai',
    followUp: 'Ganti',
  })
  expect(late.status).toBe(409)
  expect(readPage(await late.text())).toContain('Bulan 2021-11 tidak terbuka')
  const fields = { indicator: 'P1', area: '31.71.01', value: '50', from: '2021-10', to: '2022-09', basis: 'Rencana' }
  expect((await head.fill(target, '/targets/new', fields)).status).toBe(303)

  const action = '/months/2021-11/reissue'
  await world.member({ registeredOn: '2021-11-20' })
  const [left, right] = [await head.get(action), await head.get(action)]
  const reissued = await head.fill(left, action, { cause: 'Terlambat' })
  expect(reissued.headers.get('Location')).toBe('/months/2021-11/issues/2?done=issued')
  const nothingNew = await head.fill(right, action, { cause: 'Terlambat' })
  expect(nothingNew.status).toBe(409)
  const refused = readPage(await nothingNew.text())
  expect(refused).toContain('Tidak ada yang diubah')
  expect(refused).toContain('Tidak ada angka yang berubah sejak terbitan 2')
  expect(refused).not.toContain('Ada yang perlu diperbaiki')
  expect(await issues()).toBe(2)
})

test('a head’s form is kept when the session ends, and given back', async () => {
  const start = desk.deps.now()
  const visitor = desk.visitor()
  await visitor.signIn('admin')
  const form = formOn(await (await visitor.get('/targets/new')).text(), '/targets/new')
  desk.deps.clock.set(new Date(start.getTime() + 3 * 3_600_000).toISOString())
  const sent = await visitor.post('/targets/new', withFields(form, { basis: 'Rencana kerja', value: '77' }))
  const keptForm = new URL(sent.headers.get('Location') ?? '', 'https://meja.example').searchParams.get('kept') ?? ''
  await visitor.signIn('admin')
  const shownAgain = await (await visitor.get(`/kept/${keptForm}`)).text()
  expect(formOn(shownAgain, '/targets/new').fields).toContainEqual(['basis', 'Rencana kerja'])
  desk.deps.clock.set(start.toISOString())
})
