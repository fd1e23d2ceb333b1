import { beforeAll, expect, test } from 'vitest'
import type { Invitation } from '../../../shared/domain/access/person.ts'
import { blockPerson, invitePerson } from '../../../shared/usecases/access/people.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { type Desk, deskOver, readPage, type Visitor } from '../../support/test-desk.ts'
import { makeWorld, type World } from '../../support/world.ts'

let world: World
let desk: Desk
let admin: Visitor

beforeAll(async () => {
  world = await makeWorld()
  desk = deskOver(world.deps)
  admin = desk.visitor()
  await admin.signIn('admin')
})

const invitation = {
  email: 'sri@kantor.example',
  role: 'officer',
  area: '31.71.01',
  reason: 'Surat tugas 12/2021',
}
const text = async (answer: Response) => readPage(await answer.text())

/** Fills a form of the desk, and returns where it leads. */
async function send(page: string, action: string, fields: Record<string, string>): Promise<string> {
  const answer = await admin.fill(await admin.get(page), action, fields)
  expect([answer.status, answer.status === 303 ? '' : await text(answer)]).toEqual([303, ''])
  return answer.headers.get('Location') ?? ''
}

test('an officer is invited by address, signs in, is blocked, let in again and removed', async () => {
  const page = await admin.get('/people/new')
  const sent = await Promise.all(
    [1, 2].map(async () => admin.fill(page.clone(), '/people/new', { ...invitation, until: '2021-12-31' })),
  )
  const [first] = sent.map((answer) => answer.headers.get('Location') ?? '')
  expect(sent.map(({ status }) => status)).toEqual([303, 303])
  expect(desk.accounts.mailed).toEqual(['sri@kantor.example'])
  const [here = ''] = (first ?? '').split('?')
  const subject = here.replace('/people/', '')
  expect(await world.deps.grants.ofSubject(subject)).toEqual([
    expect.objectContaining({
      role: 'officer',
      area: '31.71.01',
      until: '2021-12-31T17:00:00.000Z',
      grantedBy: 'admin',
    }),
  ])
  expect(await text(await admin.get('/people'))).toContain('sri@kantor.example')

  const sri = desk.visitor()
  await sri.signIn(subject)
  expect((await sri.get('/members/new')).status).toBe(200)

  await send(here, `${here}/block`, {})
  expect((await sri.get('/members/new')).status).toBe(303)
  expect(await text(await admin.get(here))).toContain('diblokir')
  await send(here, `${here}/block`, {})

  desk.deps.clock.set(new Date(desk.deps.now().getTime() + 1).toISOString())
  await sri.signIn(subject)
  expect((await sri.get('/members/new')).status).toBe(200)
  const removed = await send(here, `${here}/removal`, { reason: 'Pensiun' })
  expect(await text(await admin.get(removed))).toContain('Pengguna dihapus')
  expect((await sri.get('/members/new')).status).toBe(303)
  expect(await world.deps.grants.ofSubject(subject)).toEqual([
    expect.objectContaining({ endedBy: 'admin', endReason: 'Pensiun' }),
  ])
})

test('an invitation with a wrong grant sends no mail', async () => {
  const before = desk.accounts.mailed.length
  const answer = await admin.fill(await admin.get('/people/new'), '/people/new', {
    ...{ ...invitation, email: 'budi@kantor.example' },
    until: '2020-01-01',
  })
  expect(answer.status).toBe(422)
  expect(desk.accounts.mailed.length).toBe(before)
})

test('an administrator of a kota cannot remove somebody who also serves elsewhere, nor anybody themselves', async () => {
  await world.grant({ subject: 'kepala', role: 'admin', area: '31.71' })
  await world.grant({ subject: 'keliling', role: 'officer', area: '31.71.01' })
  await world.grant({ subject: 'keliling', role: 'officer', area: '31.72' })
  const kepala = desk.visitor()
  await kepala.signIn('kepala')
  const remove = async (subject: string) =>
    (await kepala.ask({ path: `/people/${subject}/removal`, fields: { reason: 'Mutasi' } })).status
  expect(await remove('keliling')).toBe(404)
  expect(await remove('kepala')).toBe(403)
  expect(await remove('nobody')).toBe(404)
})

test('a right that has not begun can be ended, and removing somebody ends it too', async () => {
  const later = { role: 'officer', area: '31.71.01', from: '2021-12-24T00:00:00.000Z' } as const
  const [ended, left] = [
    await world.grant({ ...later, subject: 'calon' }),
    await world.grant({ ...later, subject: 'calon' }),
  ]
  await send(`/people/calon/grants/${ended.id}/end`, `/people/calon/grants/${ended.id}/end`, { reason: 'Batal' })
  expect(await text(await admin.get('/people/calon'))).toMatch(/berakhir.*belum mulai|belum mulai.*berakhir/s)
  await send('/people/calon', '/people/calon/removal', { reason: 'Mutasi' })
  expect(await world.deps.grants.get(left.id)).toMatchObject({ endedBy: 'admin', endReason: 'Mutasi' })
})

test('inviting somebody again gives no second grant of the same right, unless it lasts longer', async () => {
  const { deps } = desk
  const invite = (more: Partial<Invitation>) =>
    invitePerson(deps, callerAs('admin'), request(), {
      ...invitation,
      role: 'officer',
      email: 'dua@kantor.example',
      ...more,
    })
  const until = '2031-12-31T17:00:00.000Z'
  const { answer } = await invite({ until })
  const grants = await deps.grants.ofSubject(answer.subject)
  expect(await refusalOf(invite({ until }))).toEqual(['grant_held'])
  expect(await refusalOf(invite({ until: '2030-12-31T17:00:00.000Z' }))).toEqual(['grant_held'])
  expect(await deps.grants.ofSubject(answer.subject)).toEqual(grants)
  for (const more of [{ until, role: 'viewer' as const }, { until, area: '31.72' }, { until, agency: 'PPAPP' }, {}])
    expect([more, await refusalOf(invite(more))]).toEqual([more, []])
})

test('inviting a blocked person again keeps who blocked the person and who invited first', async () => {
  const { deps, accounts } = desk
  const invite = async (subject: string, role: 'viewer' | 'officer') => {
    const secondInvitation = { ...invitation, role, email: 'tono@kantor.example' }
    return (await invitePerson(deps, callerAs('admin', { subject }), request(), secondInvitation)).answer.subject
  }
  const subject = await invite('admin', 'viewer')
  await blockPerson(deps, callerAs('admin'), subject, true)
  expect(await invite('wakil', 'officer')).toBe(subject)
  expect((await accounts.find(subject))?.state).toBe('blocked')
  expect(await deps.people.getMany([subject])).toEqual([
    expect.objectContaining({ invitedBy: 'admin', blockedBy: 'admin-1', email: 'tono@kantor.example' }),
  ])
})

test('a session that begins while somebody is being blocked ends too', async () => {
  const { deps, accounts } = desk
  await world.grant({ subject: 'cepat', role: 'officer', area: '31.71.01' })
  const cepat = desk.visitor()
  const tick = () => deps.clock.set(new Date(deps.now().getTime() + 1).toISOString())
  const block = async (subject: string) => {
    tick()
    await cepat.signIn(subject)
    tick()
    await accounts.block(subject)
  }
  await blockPerson({ ...deps, accounts: { ...accounts, block } }, callerAs('admin'), 'cepat', true)
  expect((await cepat.get('/members/new')).status).toBe(303)
})
