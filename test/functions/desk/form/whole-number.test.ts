import { expect, test } from 'vitest'
import { readWholeNumber } from '../../../../functions/desk/form/whole-number.ts'

test.each([
  ['280000', 280_000],
  ['280.000', 280_000],
  ['280,000', 280_000],
  ['280 000', 280_000],
  [' 1.000.000 ', 1_000_000],
  ['Rp 280.000,-', 280_000],
  ['rp.280.000,00', 280_000],
  ['２８０', 280],
  ['0', 0],
])('%s is read as a whole number', (typed, value) => {
  expect(readWholeNumber(typed)).toBe(value)
})

test.each([
  '2.5',
  '2,5',
  '28.00',
  '1.0000',
  '280.00',
  '1.000,000',
  '1,000.000',
  '-5',
  '12 orang',
  'Rp',
  '',
  '1e6',
  undefined,
  ['1'],
])('%s stays as it is, so that it is refused', (typed) => {
  expect(readWholeNumber(typed)).toBe(typed)
})
