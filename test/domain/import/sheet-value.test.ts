import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SheetDay, SheetGender, SheetNik, SheetPhone } from '../../../shared/domain/import/sheet-value.ts'
import { codesOf } from '../../support/codes-of.ts'

describe('a day', () => {
  test.each([
    ['2021-10-27', '2021-10-27'],
    ['27/10/2021', '2021-10-27'],
    ['7-1-2021', '2021-01-07'],
    ['07.01.2021', '2021-01-07'],
    ['27/10/21', '2021-10-27'],
    ['27-Oct-92', '1992-10-27'],
    ['2021-10-27 00:00:00', '2021-10-27'],
    ['2021-10-27T00:00:00.000Z', '2021-10-27'],
    [' 29/02/2020 ', '2020-02-29'],
    ['2021-10-27 13:31', '2021-10-27'],
  ])('%s is read as %s', (text, day) => {
    expect(SheetDay.parse(text)).toBe(day)
  })

  test.each(['44496', '44496.5', '44496,25', '2021'])('%s is refused as a day number of Excel', (text) => {
    expect(codesOf(SheetDay, text)).toEqual(['date_excel_serial'])
  })

  test.each(['10/27/2021', '31/02/2021', '2021-13-01', 'kemarin', '2021-10-27 24:31', '29/02/2021', '27/10/0021'])(
    '%s is refused as a day',
    (text) => {
      expect(codesOf(SheetDay, text)).toEqual(['date_shape'])
    },
  )

  test('every day of the calendar is read alike in both notations', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, day] = iso.split('-')
        expect(SheetDay.parse(`${Number(day)}/${Number(month)}/${year}`)).toBe(iso)
        expect(SheetDay.parse(iso)).toBe(iso)
      }),
    )
  })
})

test.each(['3,17101E+15', '3.17101E+15', '3E+15', '3.17101e15'])(
  '%s is a NIK that a spreadsheet has shortened',
  (text) => {
    expect(codesOf(SheetNik, text)).toEqual(['number_scientific'])
  },
)

test('a NIK is checked by the usual rules', () => {
  expect(SheetNik.parse(' 3171015503900001 ')).toBe('3171015503900001')
  expect(codesOf(SheetNik, '0000000000000000')).toEqual(['nik_placeholder'])
  expect(codesOf(SheetNik, '1234567890123456')).toEqual(['nik_placeholder'])
  expect(codesOf(SheetNik, '317101550390000')).toEqual(['nik_digits'])
})

test('a phone number is read without the 0 that spreadsheets drop', () => {
  expect(SheetPhone.parse('81234567890')).toBe('+6281234567890')
  expect(SheetPhone.parse('812 3456-7890')).toBe('+6281234567890')
  expect(SheetPhone.parse('0812-3456-7890')).toBe('+6281234567890')
  expect(codesOf(SheetPhone, '8,12E+10')).toEqual(['number_scientific'])
  expect(codesOf(SheetPhone, '2112345678')).toEqual(['phone_shape'])
})

test.each([
  ['L', 'male'],
  ['p', 'female'],
  ['Laki-laki', 'male'],
  ['PEREMPUAN', 'female'],
  ['♀', 'female'],
  ['laki2', 'male'],
  ['Wanita', 'female'],
  ['unknown', 'unknown'],
])('gender %s is %s', (text, gender) => {
  expect(SheetGender.parse(text)).toBe(gender)
})

test('another gender is refused', () => {
  expect(codesOf(SheetGender, 'x')).toEqual(['gender_unknown'])
})
