import { expect, test } from 'vitest'
import { changeSince, type Place, placePath, searchPlaces } from '../../../shared/domain/report/public-place.ts'

const level = { id: 'Kecamatan', en: 'District' }
const place = (code: string, name: string): Place => ({ kind: 'area', code, name, level })
const places = [
  place('31.71.07', 'Tanah Abang'),
  place('31.74.07', 'Kebayoran Baru'),
  place('31.71.08', 'Johar Baru'),
  place('31.75.08', 'Makasar'),
]

test.each([
  ['tanah abang', ['31.71.07']],
  ['  TANAH-ABANG ', ['31.71.07']],
  ['baru', ['31.74.07', '31.71.08']],
  ['baru johar', ['31.71.08']],
  ['31.75.08', ['31.75.08']],
  ['Bandung', []],
  ['  ', []],
  ['.', []],
])('a search for %j finds %j', (query, codes) => {
  expect(searchPlaces(places, query).map(({ code }) => code)).toEqual(codes)
})

test('an exact name is found without the names that contain it', () => {
  const both = [place('1', 'Menteng Atas'), place('2', 'Menteng')]
  expect(searchPlaces(both, 'menteng').map(({ code }) => code)).toEqual(['2'])
})

test('a change is shown only between two numbers of their own months', () => {
  const cell = { members: 40, shareOfFirst: null, net: null }
  expect(changeSince(cell, { ...cell, members: 52 })).toBe(-12)
  expect(changeSince(cell, cell)).toBe(0)
  expect(changeSince(cell, { ...cell, members: null })).toBeNull()
  expect(changeSince({ ...cell, asOf: '2021-09' }, cell)).toBeNull()
  expect(changeSince(cell, { ...cell, asOf: '2021-09' })).toBeNull()
  expect(changeSince(cell, undefined)).toBeNull()
})

test('a place has an address for its latest month, and a permanent one in each issue', () => {
  expect(placePath({ kind: 'area', code: '31.71.07' })).toBe('/wilayah/31.71.07')
  expect(placePath({ kind: 'agency', code: 'PPKUKM' }, { month: '2021-11', number: 2 })).toBe(
    '/reports/2021-11/2/perangkat-daerah/PPKUKM',
  )
})
