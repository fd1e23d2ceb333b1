import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Nib, Npwp } from '../../../shared/domain/member/business.ts'
import { cleanDigits, cleanText } from '../../../shared/domain/values/clean-text.ts'
import { Email } from '../../../shared/domain/values/email.ts'
import { MemberNumber, makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { PersonName } from '../../../shared/domain/values/name.ts'
import { Nik } from '../../../shared/domain/values/nik.ts'
import { Phone } from '../../../shared/domain/values/phone.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { runs } from '../../support/runs.ts'

const invisibleMarks = [
  '\u200b',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202c',
  '\u2066',
  '\u2069',
  '\u00ad',
  '\ufeff',
  '\u061c',
  '\ufe0f',
]

/** A text as it comes out of a clipboard: with invisible marks anywhere, and its letters full-width or its digits Arabic. */
const pasteText = (text: string) =>
  fc
    .array(fc.tuple(fc.constantFrom('', ...invisibleMarks), fc.constantFrom('as it is', 'full width', 'arabic')), {
      minLength: text.length + 1,
      maxLength: text.length + 1,
    })
    .map((marks) =>
      [...text, ''].map((character, i) => (marks[i]?.[0] ?? '') + disguise(character, marks[i]?.[1] ?? '')).join(''),
    )

const disguise = (character: string, as: string): string => {
  if (as === 'full width' && /[0-9A-Za-z]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 0xfee0)
  return as === 'arabic' && /\d/.test(character) ? String.fromCharCode(0x660 + Number(character)) : character
}

test.each([
  [PersonName, 'Siti Contoh'],
  [Nik, '3171016703980001'],
  [Npwp, '123456789012000'],
  [Nib, '0220101234567'],
  [Phone, '+6281234567890'],
  [Email, 'siti@example.id'],
  [MemberNumber, makeMemberNumber(new Uint8Array(5))],
  [plainText(40), 'Jl. Contoh 1'],
])('every schema removes invisible marks before it checks a value: %#', (schema, value) => {
  fc.assert(
    fc.property(pasteText(value), (text) => {
      expect(schema.parse(text)).toBe(schema.parse(value))
    }),
    runs(40, 4000),
  )
})

test('a text that is clean stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(cleanText(cleanText(text))).toBe(cleanText(text))
    }),
  )
})

test.each([
  ['3171 0167 0398 0001', '3171016703980001'],
  ['31.71.01.670398.0001', '3171016703980001'],
  ['3171-016703-980001', '3171016703980001'],
  ['3,171,016,703,980,001', '3171016703980001'],
  ['3,17E+15', '3,17E+15'],
  ['3171016703980001,00', '3171016703980001,00'],
])('blanks, points, dashes and grouping commas are dropped from a number: %s becomes %s', (text, digits) => {
  expect(cleanDigits(text)).toBe(digits)
})
