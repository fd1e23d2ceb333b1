import { beforeAll, describe, expect, test } from 'vitest'
import { deskApp } from '../../../functions/desk/app.ts'
import { needsWhole } from '../../../functions/desk/front.ts'
import type { DeskCase, DeskRequest } from '../../support/desk-case.ts'
import { deskCases } from '../../support/desk-cases.ts'
import { giveRoles, type RoleName, roles, tokenOf } from '../../support/roles.ts'
import { lastOfEach } from '../../support/runs.ts'
import { tableContents } from '../../support/table-contents.ts'
import { type Desk, deskOver, type Visitor } from '../../support/test-desk.ts'
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

function expectedOutcome(role: RoleName, may: DeskCase['may']): 'ok' | 403 | 404 | 409 | 422 {
  if (may === 'everybody') return 'ok'
  if (may === 'whoever has a record') return role === 'citizen' ? 'ok' : 404
  if (may === 'whoever has no record') return role === 'citizen' ? 409 : 'ok'
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

test('the matrix has every route of the desk and no other', () => {
  const served = desk.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  const known = Object.keys(deskCases)
  expect([...new Set(served)].filter((name) => !open.test(name)).toSorted()).toEqual(known.toSorted())
})

test('pages that the app for officers and citizens lacks are served by the whole desk', () => {
  const pathsOf = ({ routes }: Pick<Desk['app'], 'routes'>) =>
    new Set(routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path))
  const atOnce = pathsOf(deskApp(desk.deps))
  const late = [...pathsOf(desk.app)].filter((path) => !atOnce.has(path))
  expect(late.filter((path) => !needsWhole(path))).toEqual([])
  expect([...atOnce].filter(needsWhole)).toEqual(['/kept/:id'])
})

/** The role with the fewest rights that may, and the role with the most rights that may not; in a deep run every role. */
const whoMay = (may: DeskCase['may']) =>
  lastOfEach(signedIn.filter((role) => expectedOutcome(role, may) === 'ok').toReversed(), () => 'ok')
const whoMayNot = (may: DeskCase['may']) =>
  lastOfEach(
    signedIn.filter((role) => expectedOutcome(role, may) !== 'ok'),
    (role) => expectedOutcome(role, may),
  )

const prepared = new Map<string, DeskRequest>()

beforeAll(async () => {
  for (const [name, { ask }] of Object.entries(deskCases)) prepared.set(name, await ask(world))
}, 180_000)

/** The prepared request, unless a form was carried out already. A page may be asked for again. */
const findPrepared = (name: string, isFirst: boolean) =>
  isFirst || name.startsWith('GET') ? prepared.get(name) : undefined

describe('a role that may not', () => {
  let before: Awaited<ReturnType<typeof tableContents>>

  beforeAll(async () => {
    before = await tableContents(desk.deps.tableName)
  })

  test.each(Object.entries(deskCases))(
    '%s sends strangers to sign in, and refuses who may not',
    async (name, { may }) => {
      const asked = prepared.get(name)
      if (!asked) throw new Error('Every request is prepared')
      const stranger = await desk.visitor().ask(asked)
      expect([stranger.status, stranger.headers.get('Location')?.split('?')[0]]).toEqual([303, '/sign-in'])
      for (const role of whoMayNot(may)) {
        const answer = await visitorAs(role).ask(asked)
        expect([role, answer.status]).toEqual([role, expectedOutcome(role, may)])
        expect(answer.headers.get('Cache-Control')).toBe('no-store')
      }
    },
  )

  test('writes nothing', async () => {
    expect(await tableContents(desk.deps.tableName)).toEqual(before)
  })
})

test.each(Object.entries(deskCases))(
  '%s is carried out for who may, and kept by nobody',
  async (name, { may, ask, isShownOnce, answersEachRow }) => {
    for (const [i, role] of whoMay(may).entries()) {
      const answer = await visitorAs(role).ask(findPrepared(name, i === 0) ?? (await ask(world)))
      const isAnsweredByPage = !name.startsWith('POST') || isShownOnce
      const isTold = answersEachRow && answer.status === 200
      const isDone = isAnsweredByPage ? answer.status === 200 || answer.status === 302 : answer.status === 303 || isTold
      expect([role, answer.status, isDone || (await answer.text()).slice(0, 3000)]).toEqual([role, answer.status, true])
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
      if (name.startsWith('POST /sign-out')) await visitorAs(role).signIn(tokenOf(role))
      if (name === 'POST /sign-out/everywhere')
        desk.deps.clock.set(new Date(desk.deps.now().getTime() + 1).toISOString())
      if (name === 'POST /sign-out/everywhere') await visitorAs(role).signIn(tokenOf(role))
    }
  },
)

test('the answer about a thing elsewhere is the answer about a thing that does not exist', async () => {
  const asked = await deskCases['GET /members/:id']?.ask(world)
  const visitorElsewhere = visitorAs('officer of another kota')
  const [theirs, nobodys] = await Promise.all([
    visitorElsewhere.ask(asked ?? { path: '/' }),
    visitorElsewhere.get('/members/7K3M9QXF'),
  ])
  expect(await theirs.text()).toBe(await nobodys.text())
})
