import { expect, test } from 'vitest'
import { mailAt } from '../../../shared/domain/mail/mailing.ts'

const schedule = { day: 5, hour: 6 }
const mailTime = (month: string, now: string) => mailAt(month, schedule, 'Asia/Jakarta', new Date(now))?.toISOString()

test('a report that is made before its day is mailed on its day', () => {
  expect(mailTime('2021-11', '2021-12-02T03:00:00.000Z')).toBe('2021-12-04T23:00:00.000Z')
})

test('a report that comes late is mailed at once, until the next one is due', () => {
  expect(mailTime('2021-11', '2021-12-04T23:00:00.000Z')).toBe('2021-12-04T23:00:00.000Z')
  expect(mailTime('2021-11', '2022-01-04T22:59:59.999Z')).toBe('2022-01-04T22:59:59.999Z')
})

test('a report that is made when a later month’s report is due is mailed to nobody', () => {
  expect(mailTime('2021-11', '2022-01-04T23:00:00.000Z')).toBeUndefined()
  expect(mailTime('2017-10', '2026-12-04T23:00:00.000Z')).toBeUndefined()
})
