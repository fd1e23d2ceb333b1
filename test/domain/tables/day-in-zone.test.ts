import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../shared/domain/calendar.ts'
import { readDayInZone } from '../../../shared/domain/tables/day-in-zone.ts'

/** The ways in which files write a day with 17:00 and no zone. */
const layouts: ((year: string, month: string, day: string) => string)[] = [
  (year, month, day) => `${year}-${month}-${day} 17:00:00`,
  (year, month, day) => `${year}-${month}-${day}T17:00:00.000`,
  (year, month, day) => `${year}/${month}/${day} 17:00`,
  (year, month, day) => `${day}/${month}/${year} 17.00`,
  (year, month, day) => `${day}-${month}-${year} pukul 17.00`,
  (year, month, day) => `${day}/${month}/${year}, 5:00:00 PM`,
]

describe('a time without a zone', () => {
  test('of 17:00 is on the day as written, or on the next one in Jakarta, in every layout', () => {
    const dates = fc.integer({ min: 0, max: 60 * 365 }).map((n) => addDays('1964-01-01', n))
    fc.assert(
      fc.property(dates, fc.constantFrom(...layouts), (isoDay, layout) => {
        const [year = '', month = '', day = ''] = isoDay.split('-')
        const text = layout(year, month, day)
        expect(readDayInZone(text, 'day_first', 'local')).toBe(isoDay)
        expect(readDayInZone(text, 'day_first', 'utc')).toBe(addDays(isoDay, 1))
      }),
    )
  })

  test.each([
    ['2021-10-04 16:59:59', '2021-10-04'],
    ['2021-10-04 23:30', '2021-10-05'],
    ['2021-12-31 17:00', '2022-01-01'],
    ['4/10/2021 5:00 AM', '2021-10-04'],
    ['4/10/2021 12:30 AM', '2021-10-04'],
    // Until 1963, clocks in Jakarta were seven and a half hours ahead of UTC.
    ['1955-06-12 16:30:00', '1955-06-13'],
  ])('%s in UTC is %s in Jakarta', (text, day) => {
    expect(readDayInZone(text, 'day_first', 'utc')).toBe(day)
  })

  test('a zone that is written, or a day without a time, is read alike with either answer', () => {
    for (const text of ['2021-10-05T00:00:00+07:00', '2021-10-04T17:00:00Z', '5/10/2021', '5/10/2021 17.00 WIB'])
      for (const zone of ['local', 'utc'] as const)
        expect([text, readDayInZone(text, 'day_first', zone)]).toEqual([text, '2021-10-05'])
  })

  test('of 17:00 after a year of four digits is not read before the zone is known', () => {
    expect(readDayInZone('2021-10-04 17:00:00', 'day_first', undefined)).toBeUndefined()
  })
})
