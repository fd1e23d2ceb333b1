import { expect, test } from 'vitest'
import { startSweeping } from '../../../infra/local/sweeping.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { testDeps } from '../../support/test-deps.ts'
import { obligationHandlers, thingsToDo } from '../../support/things-to-do.ts'

test('due things are done by the clock, also after a sweep that was cut off', async () => {
  const deps = await testDeps({ programme: fewAreas })
  const things = thingsToDo(deps, deps.tableName)
  await things.owe('a')
  let sweeps = 0
  const lines = async () => {
    if (++sweeps === 1) throw new Error('no table')
    return deps.obligations.listQueues()
  }
  const sweeping = startSweeping(
    { ...deps, obligations: { ...deps.obligations, listQueues: lines } },
    { receipt: obligationHandlers(things).together },
    20,
  )
  for (let waited = 0; (await things.look('a')).times === 0; waited += 20) {
    if (waited > 10_000) throw new Error('It never was done')
    await deps.pause(20)
  }
  await sweeping.stop()
  expect(deps.logged.filter((line) => line.includes('A sweep was cut off'))).toHaveLength(1)
  await deps.pause(100)
  const before = sweeps
  await deps.pause(100)
  expect(sweeps).toBe(before)
})
