import { expect, test } from 'vitest'
import { sweepBeside } from '../support/busy-lines.ts'

// Tries are counted and not timed, because the time depends on the load of the machine. The deep run measures seconds.
const until = { done: 40, failed: 60 }

test('while 300 due things of one owner fail, those of another are done', { timeout: 180_000 }, async () => {
  const { ages, failed } = await sweepBeside({ things: 300, trouble: 'fail', until })
  expect(ages.length).toBeGreaterThanOrEqual(40)
  expect(failed).toBeLessThan(300)
})

test('while things of one owner never come to an end, those of another are done', { timeout: 180_000 }, async () => {
  const { ages } = await sweepBeside({ things: 20, trouble: 'hang', until: { ...until, failed: 0 } })
  expect(ages.length).toBeGreaterThanOrEqual(40)
})
