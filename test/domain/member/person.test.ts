import { expect, test } from 'vitest'
import { listPersonProblems, MaskedPerson, maskPerson, Person } from '../../../shared/domain/member/person.ts'
import { codesOf } from '../../support/codes-of.ts'

const siti = {
  name: 'Siti Aminah',
  nik: '3171016703980078',
  npwp: '123456789012034',
  phone: '+6281234567890',
  email: 'siti@example.id',
  birthDate: '1998-03-27',
}

test('what people write is normalised', () => {
  const input = {
    ...siti,
    name: ' Siti  Aminah ',
    npwp: '12.345.678.9-012.034',
    phone: '0812-3456-7890',
    email: 'siti@EXAMPLE.id',
  }
  expect(Person.parse(input)).toEqual(siti)
})

test('only the name is required', () => {
  expect(Person.parse({ name: 'Siti' })).toEqual({ name: 'Siti' })
})

test('every problem is named at once, unknown fields too', () => {
  const wrongPerson = { name: '', nik: '1', npwp: '1', phone: '1', email: '1', birthDate: '2023-02-29', religion: 'x' }
  expect(codesOf(Person, wrongPerson).toSorted()).toEqual([
    'email_shape',
    'invalid_format',
    'name_shape',
    'nik_digits',
    'npwp_digits',
    'phone_shape',
    'unrecognized_keys',
  ])
})

test.each([
  ['2021-10-27', []],
  ['2021-10-28', ['birth_date_future']],
  ['1900-01-01', []],
  ['1899-12-31', ['birth_date_early']],
])('a birth date of %s, checked on 27 October 2021, gives %o', (birthDate, codes) => {
  expect(listPersonProblems({ birthDate }, '2021-10-27').map(({ code }) => code)).toEqual(codes)
})

test('an unknown birth date is no problem', () => {
  expect(listPersonProblems({}, '2021-10-27')).toEqual([])
})

test('a masked person shows the name in full and nothing else', () => {
  const maskedPerson = maskPerson(siti)
  expect(maskedPerson).toEqual({
    name: 'Siti Aminah',
    nik: '31************78',
    npwp: '12***********34',
    phone: '+62********890',
    email: 's***@example.id',
    birthYear: 1998,
  })
  expect(MaskedPerson.parse(maskedPerson)).toEqual(maskedPerson)
})

test('unknown values are not shown', () => {
  expect(Object.keys(maskPerson({ name: 'Siti' }))).toEqual(['name'])
})

test.each(['nik', 'npwp', 'phone', 'email'] as const)('an answer cannot contain the %s in full', (field) => {
  expect(codesOf(MaskedPerson, { ...maskPerson(siti), [field]: siti[field] })).toEqual(['invalid_format'])
})

test('an answer drops the birth date', () => {
  expect(MaskedPerson.parse({ ...maskPerson(siti), birthDate: siti.birthDate })).toEqual(maskPerson(siti))
})
