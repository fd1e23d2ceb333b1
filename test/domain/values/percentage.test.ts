import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Percentage, percentage } from '../../../shared/domain/values/percentage.ts'

// The published row of October 2021, as its two readers quoted it.
test.each([
  [176_891, 284_164, '62.25'],
  [157_498, 284_164, '55.43'],
  [148_374, 284_164, '52.21'],
  [44_456, 284_164, '15.64'],
  [32_883, 284_164, '11.57'],
  [6_159, 284_164, '2.17'],
  [283_343, 280_000, '101.19'],
  [284_164, 278_971, '101.86'],
  [0, 280_000, '0.00'],
  [280_000, 280_000, '100.00'],
  [1, 3, '33.33'],
  [2, 3, '66.67'],
  [1, 8, '12.50'],
  [1, 800, '0.13'],
  [1, 20_000, '0.01'],
  [1, 20_001, '0.00'],
  [-821, 283_343, '-0.29'],
  [-1, 800, '-0.13'],
  [-1, 20_001, '0.00'],
  [9_007_199_254_740_991, 3, '300239975158033033.33'],
])('%i of %i is %s', (part, whole, expected) => {
  expect(percentage(part, whole)).toBe(expected)
})

test('a percentage of 0 is undefined, even for 0 of 0', () => {
  expect([percentage(0, 0), percentage(5, 0), percentage(-5, 0)]).toEqual(['undefined', 'undefined', 'undefined'])
})

test('every percentage is the nearest with two decimals; a half goes away from zero', () => {
  const count = fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.maxSafeInteger())
  fc.assert(
    fc.property(count, count, (part, whole) => {
      fc.pre(whole !== 0)
      const text = Percentage.parse(percentage(part, whole))
      const hundredths = BigInt(text.replace('.', ''))
      // Twice the error, in units of 1 / whole: never more than a whole, and a half only on the far side of zero.
      const error = (hundredths * BigInt(whole) - BigInt(part) * 10_000n) * 2n * (whole < 0 ? -1n : 1n)
      const size = BigInt(Math.abs(whole))
      const isNegative = part < 0 !== whole < 0 && part !== 0
      expect(isNegative ? -error : error).toBeGreaterThan(-size)
      expect(isNegative ? -error : error).toBeLessThanOrEqual(size)
      expect(text.startsWith('-')).toBe(isNegative && hundredths !== 0n)
    }),
    { numRuns: 2_000 },
  )
})
