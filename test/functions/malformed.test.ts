import { beforeAll, describe, expect, test } from 'vitest'
import { malformed } from '../support/malformed/requests.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { tableContents } from '../support/table-contents.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let ids: Record<string, string>
let before: Record<string, unknown>[]

beforeAll(async () => {
  world = await makeWorld()
  ids = {
    member: await world.member(),
    trained: await world.addTrained(),
    target: await world.target({ area: '31' }),
    classList: (await world.classList()).id,
    partner: (await world.partner()).code,
  }
  before = await tableContents(world.deps.tableName)
})

const fillPath = (path: string) => path.replace(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole)

describe.each(Object.entries(malformed))('%s', (_, requests) => {
  test.each(requests)('$what is refused', async ({ method = 'POST', path, status, codes, ...call }) => {
    const answer = await world.call(method, fillPath(path), call)
    const problem = await problemOf(answer)
    expect([answer.status, ...codesOfProblem(problem)]).toEqual([status, ...codes])
    expect(JSON.stringify(problem)).not.toMatch(/\bat \S+:\d+|node_modules|Error\b/)
  })
})

test('nothing that was refused leaves a trace in the table', async () => {
  expect(await tableContents(world.deps.tableName)).toEqual(before)
})

test('nothing that was refused is logged as a failure', () => {
  expect(world.deps.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
