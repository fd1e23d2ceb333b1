import { expect, test } from 'vitest'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { tiles } from '../../shared/programme/tiles.ts'

test('every kecamatan has a tile of its own', () => {
  const districts = jakpreneur.areas.map(([code]) => code).filter((code) => code.split('.').length === 3)
  expect(Object.keys(tiles).toSorted()).toEqual(districts.toSorted())
  expect(new Set(Object.values(tiles).map(({ column, row }) => `${column} ${row}`)).size).toBe(44)
})
