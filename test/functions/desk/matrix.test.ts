import { beforeAll, describe, expect, test } from 'vitest'
import { type DeskCase, deskCases } from '../../support/desk-cases.ts'
import { giveRoles, type RoleName, roles, tokenOf } from '../../support/roles.ts'
import { tableContents } from '../../support/table-contents.ts'
import { type Desk, deskOver, readPage, type Visitor } from '../../support/test-desk.ts'
import { makeWorld, type World } from '../../support/world.ts'

let world: World
let desk: Desk
const visitors = new Map<RoleName, Visitor>()
const signedIn = roles.filter((role) => role !== 'without a token' && role !== 'with a bad token')

beforeAll(async () => {
  world = await makeWorld()
  await giveRoles(world)
  desk = deskOver(world.deps)
  for (const role of signedIn) {
    const visitor = desk.visitor()
    await visitor.signIn(tokenOf(role))
    visitors.set(role, visitor)
  }
})

/** Routes that anybody may ask for: signing in and out, the language, and files that are the same for everybody. */
const open =
  /^(GET \/(sign-in|sign-in\/start|sign-in\/back|leaving|signed-out|health|assets\/.+)|POST \/language|GET \/kept\/:id)$/

function expectedOutcome(role: RoleName, may: DeskCase['may']): 'ok' | 403 | 404 | 422 {
  if (may === 'everybody') return 'ok'
  switch (role) {
    case 'without a token':
    case 'with a bad token':
    case 'without grants':
    case 'citizen':
    case 'officer whose grant has ended':
    case 'officer whose grant has not begun':
      return 403
    default:
      return may[role]
  }
}

function visitorAs(role: RoleName): Visitor {
  const visitor = visitors.get(role)
  if (!visitor) throw new Error('Everybody has a browser')
  return visitor
}

test('every route of the desk is in the matrix, and the matrix holds no other', () => {
  const served = desk.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  const known = Object.keys(deskCases)
  expect([...new Set(served)].filter((name) => !open.test(name)).toSorted()).toEqual(known.toSorted())
})

/** Of the roles that get alike: all in the deep run; in the suite one, for each refusal the one nearest to being let in. */
const someOf = (list: RoleName[]): RoleName[] => (process.env.DEEP === '1' ? list : list.slice(-1))

describe.each(Object.entries(deskCases))('%s', (name, { may, ask }) => {
  const those = (outcome: ReturnType<typeof expectedOutcome>) =>
    signedIn.filter((role) => expectedOutcome(role, may) === outcome)
  const refused = [403 as const, 404 as const, 422 as const].flatMap((outcome) => someOf(those(outcome)))
  const allowed = someOf(those('ok'))

  test('sends who is not signed in to sign in, refuses who may not, and writes nothing', async () => {
    const asked = await ask(world)
    const before = await tableContents(desk.deps.tableName)
    const stranger = await desk.visitor().ask(asked)
    expect([stranger.status, stranger.headers.get('Location')?.split('?')[0]]).toEqual([303, '/sign-in'])
    const pages = new Map<number, Set<string>>()
    for (const role of refused) {
      const answer = await visitorAs(role).ask(asked)
      expect([role, answer.status]).toEqual([role, expectedOutcome(role, may)])
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      const seen = pages.get(answer.status) ?? new Set()
      pages.set(answer.status, seen.add(readPage(await answer.text()).replaceAll(/\S+@kantor\.example/g, '?')))
    }
    expect(await tableContents(desk.deps.tableName)).toEqual(before)
  })

  test('is carried out for who may, and kept by nobody', async () => {
    for (const role of allowed) {
      const answer = await visitorAs(role).ask(await ask(world))
      const isDone = name.startsWith('POST') ? answer.status === 303 : answer.status === 200 || answer.status === 302
      expect([role, answer.status, isDone || (await answer.text()).slice(0, 3000)]).toEqual([role, answer.status, true])
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      if (name.startsWith('POST /sign-out')) await visitorAs(role).signIn(tokenOf(role))
      if (name === 'POST /sign-out/everywhere')
        desk.deps.clock.set(new Date(desk.deps.now().getTime() + 1).toISOString())
      if (name === 'POST /sign-out/everywhere') await visitorAs(role).signIn(tokenOf(role))
    }
  })
})

test('of what is elsewhere nothing is told that is not told of what is not there', async () => {
  const asked = await deskCases['GET /members/:id']?.ask(world)
  const elsewhere = visitorAs('officer of another kota')
  const [theirs, nobodys] = await Promise.all([
    elsewhere.ask(asked ?? { path: '/' }),
    elsewhere.get('/members/7K3M9QXF'),
  ])
  expect(await theirs.text()).toBe(await nobodys.text())
})
