import { expect, test } from 'vitest'
import { sweepBeside } from '../support/busy-lines.ts'

test('while 1,000 due things of one owner fail, each of another is done before 100 more tries fail', {
  timeout: 600_000,
}, async () => {
  const { waited, failed } = await sweepBeside({ things: 1_000, trouble: 'fail', until: { done: 200, failed: 400 } })
  expect(failed).toBeLessThan(1_000)
  expect(waited.length).toBeGreaterThanOrEqual(200)
  expect(Math.max(...waited)).toBeLessThan(100)
})

test('while things of one owner never come to an end, those of another are done', { timeout: 180_000 }, async () => {
  const { waited } = await sweepBeside({ things: 20, trouble: 'hang', until: { done: 40, failed: 0 } })
  expect(waited.length).toBeGreaterThanOrEqual(40)
})
