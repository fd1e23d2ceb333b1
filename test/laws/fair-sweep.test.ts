import { expect, test } from 'vitest'
import { p95, sweepBeside } from '../support/busy-lines.ts'

test('while 300 due things of one owner fail, those of another are done at once', async () => {
  const { ages, fellDue, failed } = await sweepBeside({ things: 300, trouble: 'fail', lastsMs: 5_000 })
  expect(failed).toBeGreaterThanOrEqual(50)
  expect(ages.length).toBeGreaterThan(fellDue * 0.5)
  expect(p95(ages)).toBeLessThan(5_000)
})

test('while things of one owner never come to an end, those of another are done at once', async () => {
  const { ages, fellDue } = await sweepBeside({ things: 20, trouble: 'hang', lastsMs: 3_000 })
  expect(ages.length).toBeGreaterThan(fellDue * 0.5)
  expect(p95(ages)).toBeLessThan(5_000)
})
