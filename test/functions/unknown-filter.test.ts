import { beforeAll, expect, test } from 'vitest'
import { apiDocument, routesOf } from '../support/api-routes.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { routeCases } from '../support/route-cases.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

test('no route that reads ignores a filter that it does not know', async () => {
  const readingRoutes = routesOf(await apiDocument(world.app)).filter(({ method }) => method === 'GET')
  const ignoringRoutes: string[] = []
  for (const { name } of readingRoutes) {
    const made = await routeCases[name]?.request(world, 'admin')
    if (!made) throw new Error(`There is no case of ${name}`)
    const answer = await world.call('GET', `${made.path}${made.path.includes('?') ? '&' : '?'}colour=red`)
    const codes = answer.status === 422 ? codesOfProblem(await problemOf(answer)) : [String(answer.status)]
    if (!codes.some((code) => code.startsWith('field_unknown'))) ignoringRoutes.push(`${name}: ${codes.join(', ')}`)
  }
  expect(readingRoutes.length).toBeGreaterThan(50)
  expect(ignoringRoutes).toEqual([])
})
