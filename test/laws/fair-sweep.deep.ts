import { expect, test } from 'vitest'
import { p95, sweepBeside } from '../support/busy-lines.ts'

test('while 5,000 due things of one owner fail, 95 of 100 of another are done within five seconds', {
  timeout: 600_000,
}, async () => {
  const until = { done: 800, failed: 500 }
  const { ages, failed } = await sweepBeside({ things: 5_000, trouble: 'fail', until })
  expect(failed).toBeLessThan(5_000)
  expect(ages.length).toBeGreaterThanOrEqual(until.done)
  expect(p95(ages)).toBeLessThan(5_000)
})
