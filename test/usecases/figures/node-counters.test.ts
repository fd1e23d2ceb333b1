import { expect, test } from 'vitest'
import { readNodesOverMonths } from '../../../shared/usecases/figures/node-counters.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { testDeps } from '../../support/test-deps.ts'

test('many open months are read some at a time', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2017-10' })
  let [now, most] = [0, 0]
  const inMonth: typeof deps.tallies.inMonth = async (month, shards) => {
    most = Math.max(most, ++now)
    return deps.tallies.inMonth(month, shards).finally(() => now--)
  }
  const counters = { ...deps, tallies: { ...deps.tallies, inMonth } }
  const books = { closedThrough: '2017-09', version: 1 }
  const span = { from: '2017-10', to: '2026-10', depth: 0 } as const
  expect([...(await readNodesOverMonths(counters, books, '31', span)).keys()]).toHaveLength(109)
  expect(most).toBe(4)
})
