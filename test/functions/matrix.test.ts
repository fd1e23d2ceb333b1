import { beforeAll, describe, expect, test } from 'vitest'
import { type ApiRoute, apiDocument, routesOf, successOf } from '../support/api-routes.ts'
import { problemOf } from '../support/problem.ts'
import { giveRoles, type RoleName, roles, tokenOf } from '../support/roles.ts'
import type { Outcome, RouteCase, RouteRequest } from '../support/route-case.ts'
import { routeCases } from '../support/route-cases.ts'
import { lastOfEach } from '../support/runs.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, nobodysNumber, type World } from '../support/world.ts'

let world: World
let routes: ApiRoute[]

beforeAll(async () => {
  world = await makeWorld()
  await giveRoles(world)
  routes = routesOf(await apiDocument(world.app))
})

function expectedOutcome(role: RoleName, may: RouteCase['may']): Outcome | 401 {
  if (role === 'without a token' || role === 'with a bad token') return 401
  if (may === 'whoever is signed in') return 'ok'
  switch (role) {
    case 'without grants':
    case 'citizen':
    case 'officer whose grant has ended':
    case 'officer whose grant has not begun':
      return 403
    default:
      return may[role]
  }
}

const send = (method: string, role: RoleName, { path, ...rest }: RouteRequest) =>
  world.call(method, path, { as: tokenOf(role), ...rest })

/** The parts of an answer that are the same for every request. */
async function likeness(response: Response) {
  const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers)
  const { requestId: __, ...body } = await problemOf(response)
  return { status: response.status, headers, body }
}

test('the matrix has every route of the API and no other', () => {
  expect(Object.keys(routeCases).toSorted()).toEqual(routes.map(({ name }) => name).toSorted())
})

test('every route under /v1 is described in the document', () => {
  const served = world.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect([...new Set(served)].toSorted()).toEqual(routes.map(({ name }) => name).toSorted())
})

/** The role with the fewest rights that may, and the role with the most rights that may not; in a deep run every role. */
const whoMay = (may: RouteCase['may']) =>
  lastOfEach(roles.filter((role) => expectedOutcome(role, may) === 'ok').toReversed(), () => 'ok')
const whoMayNot = (may: RouteCase['may']) =>
  lastOfEach(
    roles.filter((role) => expectedOutcome(role, may) !== 'ok'),
    (role) => expectedOutcome(role, may),
  )
const methodOf = (name: string) => name.split(' ')[0] ?? ''

const prepared = new Map<string, { asked: RouteRequest; missing: RouteRequest | undefined }>()

beforeAll(async () => {
  for (const [name, { request, absent }] of Object.entries(routeCases))
    prepared.set(name, { asked: await request(world, tokenOf('citizen')), missing: await absent?.(world) })
}, 180_000)

/** A read request can be sent again, unless it is about the caller's own record. */
const preparedRead = (name: string, may: RouteCase['may']) =>
  name.startsWith('GET') && may !== 'whoever is signed in' ? prepared.get(name)?.asked : undefined

describe('a role that may not', () => {
  let before: Awaited<ReturnType<typeof tableContents>>

  beforeAll(async () => {
    before = await tableContents(world.deps.tableName)
  })

  test.each(Object.entries(routeCases))(
    '%s is refused, and answers alike whether or not something is there',
    async (name, { may }) => {
      const { asked, missing } = prepared.get(name) ?? {}
      if (!asked) throw new Error('Every request is prepared')
      await Promise.all(
        whoMayNot(may).map(async (role) => {
          const answer = await send(methodOf(name), role, asked)
          expect([role, answer.status]).toEqual([role, expectedOutcome(role, may)])
          const alike = await likeness(answer)
          if (missing) expect([role, await likeness(await send(methodOf(name), role, missing))]).toEqual([role, alike])
        }),
      )
    },
  )

  test('writes nothing', async () => {
    expect(await tableContents(world.deps.tableName)).toEqual(before)
  })
})

test.each(Object.entries(routeCases))('%s is carried out for roles that may', async (name, { may, request }) => {
  const route = routes.find((each) => each.name === name)
  for (const role of whoMay(may)) {
    const answer = await send(methodOf(name), role, preparedRead(name, may) ?? (await request(world, tokenOf(role))))
    expect([role, answer.status]).toEqual([role, route && successOf(route)])
  }
})

test('members of a class outside the officer’s scope are refused like members who do not exist', async () => {
  const resultOf = async (id: string) => {
    const body = { stage: 'P2', happenedOn: '2021-11-20', memberIds: [id] }
    const answer = await world.call('POST', '/v1/classes', { as: tokenOf('officer of another kota'), body })
    return (await answer.text()).replaceAll(id, 'ID')
  }
  const theirs = await resultOf(await world.member())
  expect(theirs).toContain('not_found')
  expect(theirs).toBe(await resultOf(nobodysNumber()))
})
