import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classifyShares, classOf } from '../../../shared/render/page/share-classes.ts'

const share = fc.integer({ min: 0, max: 20_000 }).map((hundredths) => (hundredths / 100).toFixed(2))

test('every share is within the limits of its class, and classes leave no gap', () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 50 }), (shares) => {
      const classes = classifyShares(shares)
      expect(classes.length).toBeLessThanOrEqual(5)
      for (const each of shares) {
        const { from = '', to = '' } = classes[classOf(classes, each)] ?? {}
        expect(Number(each)).toBeGreaterThanOrEqual(Number(from))
        expect(Number(each)).toBeLessThanOrEqual(Number(to))
      }
      for (const [i, { from }] of classes.entries())
        if (i > 0) expect(Math.round(Number(from) * 100) - Math.round(Number(classes[i - 1]?.to) * 100)).toBe(1)
    }),
  )
})

test('equal shares are one class, and without shares there is none', () => {
  expect(classifyShares(['0.00', '0.00'])).toEqual([{ from: '0.00', to: '0.00' }])
  expect(classifyShares(['undefined'])).toEqual([])
})
