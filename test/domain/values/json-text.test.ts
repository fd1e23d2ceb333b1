import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scanJson } from '../../../shared/domain/values/json-text.ts'

const hasRepeatedField = (text: string) => scanJson(text, 100).hasRepeatedField

function measureDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(measureDepth))
}

test('JSON.stringify writes no field twice, and its depth is measured correctly', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, blanks) => {
      const text = JSON.stringify(value, null, blanks)
      const depth = measureDepth(value)
      expect(scanJson(text, depth)).toEqual({ isTooDeep: false, hasRepeatedField: false })
      if (depth > 0) expect(scanJson(text, depth - 1).isTooDeep).toBe(true)
    }),
  )
})

test('a field named twice is found anywhere', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (name, one, two) => {
      const field = (value: unknown) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`
      const twins = `{${field(one)},"${name.length}-other":[],${field(two)}}`
      expect([hasRepeatedField(twins), hasRepeatedField(`[1,{"a":${twins}}]`)]).toEqual([true, true])
    }),
  )
})

describe('no field is named twice', () => {
  test.each([
    '{"a":1,"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a"}',
    '{"a":["a","a"]}',
    '{"a":"\\"a\\":","b":1}',
    '{"a":1,"A":1}',
    '{"é":1,"e\\u0301":1}',
    '{"a":":"}',
  ])('in %s', (text) => {
    expect(hasRepeatedField(text)).toBe(false)
  })
})

describe('a field is named twice', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":1}',
    '{"__proto__":1,"__proto__":2}',
    '{"a"\n:1,\t"a" :1}',
    '{"":1,"":2}',
  ])('in %s', (text) => {
    expect(hasRepeatedField(text)).toBe(true)
  })
})

test.each([
  ['quotes', '"\\"'],
  ['backslashes', '\\'],
  ['open brackets', '['],
  ['colons', '"a":'],
  ['blanks after quotes', '""   '],
])('256 KB of %s are scanned quickly', (_, part) => {
  const text = part.repeat(256 * 1024).slice(0, 256 * 1024)
  const startedAt = performance.now()
  scanJson(text, 20)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test('blanks after a string are not scanned again and again', () => {
  const startedAt = performance.now()
  scanJson(`[${`""${' '.repeat(1000)},`.repeat(256)}`, 20)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})
