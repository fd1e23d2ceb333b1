import type { Malformed } from './malformed.ts'
import { person } from './registration.ts'

const search = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/searches',
  body,
  status: 422,
  codes,
})

export const searches: Malformed[] = [
  search('a search for nothing', {}, 'field_missing /number'),
  search('a search for two things', { number: '7K3M9QXF', nik: person.nik }, 'field_unknown'),
  search('a search by a wrong NIK', { nik: '31710115039000' }, 'nik_digits /nik'),
  search('a search by a wrong number', { number: '7K3M9QXG' }, 'member_number_shape /number'),
  search('a search by name alone', { name: 'Budi' }, 'field_missing /birthDate'),
  search('a search by a name and no date', { name: 'Budi', birthDate: '1990-02-30' }, 'value_format /birthDate'),
  search('a search by a landline without its area code', { phone: '3344556' }, 'phone_shape /phone'),
]
