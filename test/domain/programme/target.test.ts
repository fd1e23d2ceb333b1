import { expect, test } from 'vitest'
import { listMeasuredMonths } from '../../../shared/domain/programme/target.ts'

const books = { firstMonth: '2021-01', closedThrough: '2021-10' }

test.each([
  ['within its period', '2021-01', '2021-09-15', ['2021-09', '2021-10']],
  ['before its period', '2021-10', '2020-01-01', ['2021-10']],
  ['before the books', '2020-01', '2020-01-01', 10],
  ['after the last closed month', '2021-01', '2021-11-01', []],
])(
  'a version that is in force from a day %s changes the closed months from then on',
  (_, from, effectiveFrom, months) => {
    const changedMonths = listMeasuredMonths({ from, effectiveFrom }, books)
    expect(typeof months === 'number' ? changedMonths.length : changedMonths).toEqual(months)
  },
)
