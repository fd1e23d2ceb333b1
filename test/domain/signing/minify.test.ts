import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minifyJson } from '../../../shared/domain/signing/minify.ts'
import { rawJson } from '../../support/raw-json.ts'

const minifyText = (text: string) => Buffer.from(minifyJson(Buffer.from(text))).toString()

test('only blanks between tokens are removed; numbers, escapes, order and repeated fields stay', () => {
  fc.assert(
    fc.property(rawJson, ({ sent, minified: expected }) => {
      expect(() => JSON.parse(sent)).not.toThrow()
      expect(minifyText(sent)).toBe(expected)
      expect(minifyText(expected)).toBe(expected)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['blanks in strings', '{ "a b" : "c  d" }', '{"a b":"c  d"}'],
  ['escaped slashes', '{"u" : "https:\\/\\/x.id\\/ y"}', '{"u":"https:\\/\\/x.id\\/ y"}'],
  ['escaped letters', '["\\u00e9 ", 1]', '["\\u00e9 ",1]'],
  ['fractions', '[ 1.0, 10.00 ]', '[1.0,10.00]'],
  ['big integers', '[ 12345678901234567890 ]', '[12345678901234567890]'],
  ['fields named twice', '{"a": 1, "a": 2}', '{"a":1,"a":2}'],
  ['fields like indexes', '{"b": 1, "10": 2, "2": 3}', '{"b":1,"10":2,"2":3}'],
  ['line ends of Windows', '{\r\n\t"a": 1\r\n}\r\n', '{"a":1}'],
  ['a quote after a backslash', '"\\\\" , " \\" , "', '"\\\\"," \\" , "'],
  ['blanks that are not JSON’s', '\u00a0[\u2028]\f', '\u00a0[\u2028]\f'],
  ['nothing', '', ''],
  ['an open string', '{"a : ', '{"a : '],
])('%s', (_, sent, expected) => {
  expect(minifyText(sent)).toBe(expected)
})

test('bytes that are not text stay unchanged', () => {
  const bytes = Uint8Array.of(0x20, 0xff, 0x22, 0x20, 0xfe, 0x22, 0x20)
  expect(minifyJson(bytes)).toEqual(Uint8Array.of(0xff, 0x22, 0x20, 0xfe, 0x22))
})
