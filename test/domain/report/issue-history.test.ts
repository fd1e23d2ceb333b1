import { expect, test } from 'vitest'
import { listLatestByMonth, selectHistory } from '../../../shared/domain/report/issue-history.ts'

const issue = (month: string, number: number, issuedAt: string) => ({ month, number, issuedAt })
const september = issue('2021-09', 1, '2021-10-05')
const october = issue('2021-10', 1, '2021-11-05')
const correctedSeptember = issue('2021-09', 2, '2021-11-20')
const november = issue('2021-11', 1, '2021-12-05')
const correctedOctober = issue('2021-10', 2, '2022-01-20')
const all = [september, correctedSeptember, october, correctedOctober, november]

test('the history of an issue has only issues that existed when it was issued, so it never changes', () => {
  expect(selectHistory(all, october, 13)).toEqual([september, october])
  expect(selectHistory(all, november, 13)).toEqual([correctedSeptember, october, november])
  expect(selectHistory(all, correctedOctober, 13)).toEqual([correctedSeptember, correctedOctober])
  expect(selectHistory(all, november, 2)).toEqual([october, november])
})

test('the latest issue of each month is the one with the highest number', () => {
  expect(listLatestByMonth(all)).toEqual([correctedSeptember, correctedOctober, november])
})
