import { expect, test } from 'vitest'
import { countRefusal, type RefusalCount } from '../../../shared/domain/receipt/refused-calls.ts'

/** Counts this many refusals in each minute. Returns the stored number and the number of writes after each minute. */
function flood(perMinute: number[]) {
  let count: RefusalCount | undefined
  let [storedCount, writes] = [0, 0]
  return perMinute.map((calls, minute) => {
    for (let n = 0; n < calls; n++) {
      const result = countRefusal(count, `2021-11-30T05:${minute}`)
      count = result.count
      storedCount += result.write
      writes += Math.sign(result.write)
    }
    return { storedCount, writes }
  })
}

test('a few refusals are written at once', () => {
  expect(flood([1, 1])).toEqual([
    { storedCount: 1, writes: 1 },
    { storedCount: 2, writes: 2 },
  ])
})

test('a flood takes few writes, and at least half of it is counted', () => {
  expect(flood([10_000])).toEqual([{ storedCount: 8191, writes: 13 }])
})

test('refusals that a minute left unwritten are written with the next refusal', () => {
  expect(flood([10_000, 1])).toEqual([expect.anything(), { storedCount: 10_001, writes: 14 }])
})
