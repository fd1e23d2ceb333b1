import { describe, expect, test } from 'vitest'
import type { ImportRow } from '../../../shared/domain/import/row.ts'
import {
  areCellsSurelyAbout,
  isSurelyAbout,
  mayBeAbout,
  mayCellsBeAbout,
} from '../../../shared/domain/import/whose-row.ts'
import type { Person } from '../../../shared/domain/member/person.ts'

const sri: Person = {
  name: 'Sri Wahyuni',
  nik: '3171015503900001',
  phone: '+6281234567890',
  birthDate: '1990-03-15',
}
const { nik: _, ...sriWithoutNik } = sri
const otherNik = '3171015503900002'

const rowOf = (person: Person): ImportRow => ({
  person,
  gender: 'unknown',
  category: 'pemula',
  area: '31.71.01',
  agency: 'PPKUKM',
  stages: [],
})

describe('a row that was read', () => {
  test.each<[string, Person, Person, { may: boolean; surely: boolean }]>([
    ['with the NIK', { name: 'S. Wahyuni', nik: '3171015503900001' }, sri, { may: true, surely: true }],
    ['with name and birth date', { name: 'SRI  WAHYUNI', birthDate: '1990-03-15' }, sri, { may: true, surely: true }],
    [
      'of a member without a NIK',
      { name: 'Sri Wahyuni', birthDate: '1990-03-15' },
      sriWithoutNik,
      { may: true, surely: true },
    ],
    ['with another NIK', { ...sri, nik: otherNik }, sri, { may: true, surely: false }],
    ['with a NIK that she is not known by', sri, sriWithoutNik, { may: true, surely: false }],
    ['with the phone only', { name: 'Ani', phone: '+6281234567890' }, sri, { may: true, surely: false }],
    ['of a namesake', { name: 'Sri Wahyuni', birthDate: '1971-01-01' }, sri, { may: false, surely: false }],
    ['of a namesake, both without a birth date', { name: 'Sri' }, { name: 'Sri' }, { may: false, surely: false }],
  ])('%s', (_name, rowPerson, person, { may, surely }) => {
    expect([mayBeAbout(rowOf(rowPerson), person), isSurelyAbout(rowOf(rowPerson), person)]).toEqual([may, surely])
  })
})

describe('a row known only by its cells', () => {
  test.each<[string, string[], Person, { may: boolean; surely: boolean }]>([
    ['with the NIK', ['Sri', "'3171 0155 0390 0001"], sri, { may: true, surely: true }],
    ['with name and birth date', ['Sri Wahyuni', '15/03/1990', '3.17E+15'], sri, { may: true, surely: true }],
    ['with the apostrophes of our own files', ["'Sri Wahyuni", "'15-3-1990"], sri, { may: true, surely: true }],
    ['with another NIK', ['Sri Wahyuni', '15/03/1990', otherNik], sri, { may: true, surely: false }],
    [
      'with a NIK in one cell with the name',
      [`Sri Wahyuni ${otherNik}`, '1990-03-15'],
      sri,
      { may: true, surely: false },
    ],
    [
      'with a NIK that she is not known by',
      ['Sri Wahyuni', '1990-03-15', otherNik],
      sriWithoutNik,
      { may: true, surely: false },
    ],
    ['of a namesake', ['Sri Wahyuni', '1971-01-01'], sri, { may: true, surely: false }],
    ['of a namesake, when no birth date is known', ['Sri', ''], { name: 'Sri' }, { may: true, surely: false }],
    ['with the phone only', ['Ani', '081234567890'], sri, { may: true, surely: false }],
    ['with the birth date only', ['Ani', '1990-03-15'], sri, { may: false, surely: false }],
    ['with a longer number that ends like the NIK', ['Ani', '93171015503900001'], sri, { may: true, surely: false }],
  ])('%s', (_name, cells, person, { may, surely }) => {
    expect([mayCellsBeAbout(cells, person), areCellsSurelyAbout(cells, person)]).toEqual([may, surely])
  })
})
