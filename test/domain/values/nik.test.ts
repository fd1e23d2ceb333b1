import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskMiddle } from '../../../shared/domain/values/mask-middle.ts'
import { listNikWarnings, mayHoldNik, Nik, readNikFacts } from '../../../shared/domain/values/nik.ts'
import { codesOf } from '../../support/codes-of.ts'

const pad = (n: number, length: number) => String(n).padStart(length, '0')
const lastDay = (month: number) => (month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31)

const parts = fc.record({
  region: fc.integer({ min: 0, max: 999_999 }).map((n) => pad(n, 6)),
  birth: fc
    .integer({ min: 1, max: 12 })
    .chain((month) => fc.record({ month: fc.constant(month), day: fc.integer({ min: 1, max: lastDay(month) }) })),
  year: fc.integer({ min: 0, max: 99 }),
  isWoman: fc.boolean(),
  // Below 1111, so that none is a placeholder by chance.
  serial: fc.integer({ min: 1, max: 1110 }),
})
type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never

const write = ({ region, birth, year, isWoman, serial }: Parts) =>
  region + pad(birth.day + (isWoman ? 40 : 0), 2) + pad(birth.month, 2) + pad(year, 2) + pad(serial, 4)

const replaceDigits = (nik: string, from: number, text: string) =>
  nik.slice(0, from) + text + nik.slice(from + text.length)

test('every well-formed number of any region passes, and has day, month, year and gender', () => {
  fc.assert(
    fc.property(parts, (nikParts) => {
      expect(Nik.parse(` ${write(nikParts)} `)).toBe(write(nikParts))
      expect(readNikFacts(write(nikParts))).toEqual({
        day: nikParts.birth.day,
        month: nikParts.birth.month,
        yearOfCentury: nikParts.year,
        gender: nikParts.isWoman ? 'female' : 'male',
      })
    }),
  )
})

test.each([
  ['a digit missing', fc.constant((nik: string) => nik.slice(1)), 'nik_digits'],
  ['a digit too many', fc.constant((nik: string) => `${nik}1`), 'nik_digits'],
  ['a letter', fc.constant((nik: string) => replaceDigits(nik, 3, 'O')), 'nik_digits'],
  ['day 00', fc.constant((nik: string) => replaceDigits(nik, 6, '00')), 'nik_birth_date'],
  [
    'day 32 to 40',
    fc.integer({ min: 32, max: 40 }).map((d) => (nik: string) => replaceDigits(nik, 6, pad(d, 2))),
    'nik_birth_date',
  ],
  [
    'day 72 to 99',
    fc.integer({ min: 72, max: 99 }).map((d) => (nik: string) => replaceDigits(nik, 6, pad(d, 2))),
    'nik_birth_date',
  ],
  ['month 00', fc.constant((nik: string) => replaceDigits(nik, 8, '00')), 'nik_birth_date'],
  [
    'month 13 to 99',
    fc.integer({ min: 13, max: 99 }).map((m) => (nik: string) => replaceDigits(nik, 8, pad(m, 2))),
    'nik_birth_date',
  ],
  ['serial 0000', fc.constant((nik: string) => replaceDigits(nik, 12, '0000')), 'nik_serial'],
])('%s is refused', (_, mutation, code) => {
  fc.assert(
    fc.property(parts.map(write), mutation, (nik, mutate) => {
      expect(codesOf(Nik, mutate(nik))).toEqual([code])
    }),
  )
})

test.each([
  ['29 February 2000', '3171012902000001', true],
  ['29 February 1996, a woman', '3171016902960001', true],
  ['29 February in a year that no century has', '3171012902990001', false],
  ['30 February', '3171013002000001', false],
  ['31 April', '3171013104900001', false],
  ['31 December', '3171013112900001', true],
])('%s: exists %s', (_, nik, exists) => {
  expect(codesOf(Nik, nik)).toEqual(exists ? [] : ['nik_birth_date'])
})

test.each([
  ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(16)),
  '1234567890123456',
  '0123456789012345',
  '1234567891234567',
  '9876543210987654',
  // This one is well-formed.
  '8765432109876543',
])('%s is a placeholder', (nik) => {
  expect(codesOf(Nik, nik)).toEqual(['nik_placeholder'])
})

test.each([['a number', 3171010101900001]])('%s is no NIK', (_, value) => {
  expect(Nik.safeParse(value).success).toBe(false)
})

test.each([
  ['full-width digits', '３１７１０１０１０１９００００１'],
  ['dots', '31.71.01.010190.0001'],
  ['blanks', '3171 0101 0190 0001'],
])('%s are only another notation', (_, text) => {
  expect(Nik.parse(text)).toBe('3171010101900001')
})

test.each([
  [{ birthDate: '1990-01-01', gender: 'male' as const }, []],
  [{ birthDate: '1890-01-01' }, []],
  [{ birthDate: '1990-01-02' }, ['nik_differs_birth_date']],
  [{ birthDate: '1990-10-01' }, ['nik_differs_birth_date']],
  [{ birthDate: '1991-01-01', gender: 'female' as const }, ['nik_differs_birth_date', 'nik_differs_gender']],
  [{ gender: 'unknown' as const }, []],
  [{}, []],
])('for %o, the NIK of a man born on 01-01-90 warns %o', (facts, codes) => {
  expect(listNikWarnings('3171010101900001', facts).map(({ code }) => code)).toEqual(codes)
})

test("a woman's NIK agrees with her birth date", () => {
  expect(listNikWarnings('3171016703980001', { birthDate: '1998-03-27', gender: 'female' })).toEqual([])
})

test('a mask shows the first and last two digits only', () => {
  expect(maskMiddle('3171016703980078')).toBe('31************78')
})

test.each([
  ['3171016703980001', true],
  ['daftar-3171016703980001:1', true],
  ['1764500000000000', false],
  ['31710167039800011', false],
  ['3171016703980000', false],
  ['ffffffff3171019903980001', false],
  ['c94e3468-8081-70a2-6d2e-6a1c5f0b9a77', false],
])('%s can hold a NIK: %s', (text, may) => {
  expect(mayHoldNik(text)).toBe(may)
})
