import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardFormulas, guardText, unguardText } from '../../../shared/domain/values/guarded-text.ts'

test.each([
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  ['a;\n=1', "a;'\n'=1"],
  ['a; b;=1', "a; b;'=1"],
  ['Sari-Dewi', 'Sari-Dewi'],
  ['-5', '-5'],
])('a formula is guarded wherever a spreadsheet would see one: %j', (text, guarded) => {
  expect(guardFormulas(text)).toBe(guarded)
})

test.each(['0812', '1 Mei', 'mei 21', '17/8', '1.000', '12:30'])('a number or a day is guarded: %s', (text) => {
  expect(guardText(text)).toBe(`'${text}`)
})

test.each(['Mei', 'Agustus', 'Toko 1'])('a name stays as it is: %s', (text) => {
  expect(guardText(text)).toBe(text)
})

const pieces = fc.constantFrom('=', '-', '\t', '\r', '\n', ' ', ';', "'", 'a', '12', '＝', 'Mei', '.')

test('removing the guards restores the text', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
      const text = list.join('').trim()
      expect(unguardText(guardText(text))).toBe(text)
    }),
  )
})

test('each character of a long text is read once', () => {
  const text = `a${"\n'".repeat(500_000)}`
  expect(unguardText(guardText(text))).toBe(text)
})
