import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  Day,
  dayOf,
  daysFrom,
  Month,
  monthOf,
  monthRange,
  monthsFrom,
  nextMonth,
  previousMonth,
  startOfDay,
} from '../../shared/domain/calendar.ts'

describe('the month of an instant is cut at midnight in the zone of the programme', () => {
  test.each([
    ['2021-10-31T16:59:59.999Z', '2021-10-31', '2021-10'],
    ['2021-10-31T17:00:00.000Z', '2021-11-01', '2021-11'],
    ['2021-12-31T16:59:59.999Z', '2021-12-31', '2021-12'],
    ['2021-12-31T17:00:00.000Z', '2022-01-01', '2022-01'],
    ['2024-02-28T17:00:00.000Z', '2024-02-29', '2024-02'],
    ['2024-02-29T16:59:59.999Z', '2024-02-29', '2024-02'],
    ['2024-02-29T17:00:00.000Z', '2024-03-01', '2024-03'],
    ['2021-02-28T16:59:59.999Z', '2021-02-28', '2021-02'],
    ['2021-02-28T17:00:00.000Z', '2021-03-01', '2021-03'],
  ])('%s is %s in Jakarta', (instant, day, month) => {
    expect(dayOf(new Date(instant), 'Asia/Jakarta')).toBe(day)
    expect(monthOf(new Date(instant), 'Asia/Jakarta')).toBe(month)
  })

  test.each([
    ['2024-03-01T04:59:59.999Z', '2024-02-29'],
    ['2024-03-01T05:00:00.000Z', '2024-03-01'],
    // In summer New York is four hours behind, not five.
    ['2024-07-01T03:59:59.999Z', '2024-06-30'],
    ['2024-07-01T04:00:00.000Z', '2024-07-01'],
  ])('%s is %s in New York', (instant, day) => {
    expect(dayOf(new Date(instant), 'America/New_York')).toBe(day)
  })
})

test('every instant of a Jakarta day is in the month of that day', () => {
  const anyInstant = fc.date({ min: new Date('2017-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(anyInstant, (instant) => {
      const jakartaTime = new Date(instant.getTime() + 7 * 3_600_000).toISOString()
      expect(dayOf(instant, 'Asia/Jakarta')).toBe(jakartaTime.slice(0, 10))
      expect(monthOf(instant, 'Asia/Jakarta')).toBe(jakartaTime.slice(0, 7))
    }),
  )
})

test.each([
  ['2021-11-01', 'Asia/Jakarta', '2021-10-31T17:00:00.000Z'],
  ['2024-03-01', 'America/New_York', '2024-03-01T05:00:00.000Z'],
  ['2024-07-01', 'America/New_York', '2024-07-01T04:00:00.000Z'],
  ['2024-03-01', 'Asia/Kathmandu', '2024-02-29T18:15:00.000Z'],
  ['2024-03-01', 'Pacific/Kiritimati', '2024-02-29T10:00:00.000Z'],
  ['2024-03-01', 'Pacific/Pago_Pago', '2024-03-01T11:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, instant) => {
  expect(startOfDay(day, zone).toISOString()).toBe(instant)
})

test('months step over year ends, and back again', () => {
  expect(nextMonth('2021-12')).toBe('2022-01')
  expect(previousMonth('2022-01')).toBe('2021-12')
  expect(monthRange('2021-11', '2022-02')).toEqual(['2021-11', '2021-12', '2022-01', '2022-02'])
  expect(monthRange('2022-02', '2022-01')).toEqual([])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: -600, max: 600 }), (start, by) => {
      const month = addMonths('2000-01', start)
      expect(Month.safeParse(addMonths(month, by)).success || by + start < -24_000).toBe(true)
      expect(monthsFrom(month, addMonths(month, by))).toBe(by)
    }),
  )
})

test('days are counted over leap days', () => {
  expect(daysFrom('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysFrom('2021-02-28', '2021-03-01')).toBe(1)
  expect(daysFrom('2021-03-01', '2021-02-28')).toBe(-1)
})

test('days and months that do not exist are refused', () => {
  for (const day of ['2021-02-29', '2021-13-01', '2021-04-31', '21-04-30', '2021-4-3', '2021-04-30T00:00:00Z'])
    expect(Day.safeParse(day).success, day).toBe(false)
  expect(Day.safeParse('2024-02-29').success).toBe(true)
  for (const month of ['2021-00', '2021-13', '2021-1', '202101', '2021-01-01'])
    expect(Month.safeParse(month).success, month).toBe(false)
})
