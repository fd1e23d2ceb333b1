import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLandline, maskPhone, Phone } from '../../../shared/domain/values/phone.ts'
import { codesOf } from '../../support/codes-of.ts'

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''))
const national = fc
  .tuple(fc.constantFrom('81', '82', '83', '85', '86', '87', '88', '89'), digits(7, 10))
  .map((all) => all.join(''))
const separator = fc.constantFrom('', ' ', '-', '.', '–', '\u00a0', ') ', ' (')

test('however a number is written, it becomes E.164', () => {
  fc.assert(
    fc.property(
      national,
      fc.constantFrom('0', '62', '+62', '+62 0', '+62 (0)', '(0', ' +62-'),
      fc.array(separator, { minLength: 14, maxLength: 14 }),
      (number, start, between) => {
        const text = start + [...number].map((digit, i) => digit + (between[i] ?? '')).join('')
        expect(Phone.parse(text)).toBe(`+62${number}`)
      },
    ),
  )
})

test('a stored number is read back as it is', () => {
  fc.assert(
    fc.property(national, (number) => {
      expect(Phone.parse(`+62${number}`)).toBe(`+62${number}`)
    }),
  )
})

test.each([
  ['the shortest, 9 digits after +62', '0812345678', '+62812345678'],
  ['the longest, 12 digits after +62', '0812345678901', '+62812345678901'],
  ['dots and brackets', '(0812) 3456.7890', '+6281234567890'],
  ['full-width digits', '０８１２３４５６７８９０', '+6281234567890'],
  ['a landline', '021 3456 7890', '+622134567890'],
  ['a landline outside the cities', '(0251) 832-1234', '+622518321234'],
])('%s', (_, text, phone) => {
  expect(Phone.parse(text)).toBe(phone)
})

test.each([
  ['nothing', ''],
  ['too short', '081234567'],
  ['too long', '08123456789012'],
  ['a prefix that no mobile has', '0841 2345 678'],
  ['neither 0 nor 62 before it', '81234567890'],
  ['another country', '+65 8123 4567'],
  ['another country without its plus', '819012345678'],
  ['letters', '0812-JAKARTA'],
  ['two numbers', '08123456789/08123456780'],
  ['a 0 before the country code', '062812345678'],
])('%s is refused', (_, text) => {
  expect(codesOf(Phone, text)).toEqual(['phone_shape'])
})

test('a landline is distinguished from a mobile number', () => {
  expect([isLandline(Phone.parse('021-3456789')), isLandline(Phone.parse('081234567890'))]).toEqual([true, false])
})

test('a mask shows the country code and the last three digits', () => {
  expect(maskPhone('+6281234567890')).toBe('+62********890')
})
