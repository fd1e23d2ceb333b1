import { expect, test } from 'vitest'
import { makeFormats } from '../../shared/render/formats.ts'

test.each([
  ['id', '1.234.567', '4,5', '−1.234,25'],
  ['en', '1,234,567', '4.5', '−1,234.25'],
] as const)('numbers of %s have its separators', (language, ...expected) => {
  const { number } = makeFormats(language)
  expect([1_234_567, 4.5, -1_234.25].map(number)).toEqual(expected)
})
