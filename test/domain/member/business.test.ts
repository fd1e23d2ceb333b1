import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Business, Kbli, maskNpwp, Nib, Npwp } from '../../../shared/domain/member/business.ts'
import { codesOf } from '../../support/codes-of.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

test('a NIB is any 13 digits, a leading 0 kept', () => {
  fc.assert(
    fc.property(digits(13), (nib) => {
      expect(Nib.parse(nib)).toBe(nib)
    }),
  )
  expect(Nib.parse(' 0220101234567 ')).toBe('0220101234567')
  expect(Nib.parse('0220 1012 3456 7')).toBe('0220101234567')
})

test.each(['', '123456789012', '12345678901234', '123456789012a'])('%o is no NIB', (nib) => {
  expect(codesOf(Nib, nib)).toEqual(['nib_digits'])
})

test.each([
  [{ code: '01111', year: 2025 }, []],
  [{ code: '56101', year: 2020 }, []],
  [{ code: '5610', year: 2020 }, ['kbli_digits']],
  [{ code: '561011', year: 2020 }, ['kbli_digits']],
  [{ code: '56101', year: 2015 }, ['invalid_value']],
  [{ code: '56101' }, ['invalid_value']],
])('KBLI %o: %o', (kbli, codes) => {
  expect(codesOf(Kbli, kbli)).toEqual(codes)
})

test('an NPWP in the usual notation becomes its 15 digits', () => {
  fc.assert(
    fc.property(digits(14), (rest) => {
      const npwp = `1${rest}`.replace(/0$/, '7')
      const npwpText = npwp.replace(/^(..)(...)(...)(.)(...)(...)$/, '$1.$2.$3.$4-$5.$6')
      fc.pre(new Set(npwp).size > 1)
      expect(Npwp.parse(npwpText)).toBe(npwp)
      expect(Npwp.parse(npwp)).toBe(npwp)
    }),
  )
})

test.each([
  ['16 digits', '3171016703980001', '3171016703980001'],
  ['a 16-digit number is not cut down to the old one', '0123456789012000', '0123456789012000'],
  ['dots only', '12.345.678.9.012.000', '123456789012000'],
])('%s', (_, text, npwp) => {
  expect(Npwp.parse(text)).toBe(npwp)
})

test.each([
  ['14 digits', '12345678901234', 'npwp_digits'],
  ['17 digits', '12345678901234567', 'npwp_digits'],
  ['groups of the wrong size', '123.456.789.0-12.000', 'npwp_digits'],
  ['letters', '12.345.678.9-012.00O', 'npwp_digits'],
  ['the filler of forms', '00.000.000.0-000.000', 'npwp_placeholder'],
])('%s is refused', (_, text, code) => {
  expect(codesOf(Npwp, text)).toEqual([code])
})

test('the name of a business may be a number, and its other fields are optional', () => {
  expect(Business.parse({ name: ' Toko   1001 ' })).toEqual({ name: 'Toko 1001' })
  expect(Business.parse({ name: '1001' })).toEqual({ name: '1001' })
})

test('every problem of a business is named at once', () => {
  const business = { name: '<b>', nib: '1', kbli: { code: 'x', year: 2020 }, owner: 'Siti' }
  expect(codesOf(Business, business).toSorted()).toEqual([
    'kbli_digits',
    'name_shape',
    'nib_digits',
    'unrecognized_keys',
  ])
})

test.each([
  ['123456789012000', '12***********00'],
  ['3171016703980001', '31************01'],
])('%s is masked as %s', (npwp, mask) => {
  expect(maskNpwp(npwp)).toBe(mask)
})
