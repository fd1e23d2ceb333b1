import { addMonths, type Day, daysFrom, type Month, nextMonth } from '../../../shared/domain/calendar.ts'

/** The months and days of a demo. Its days are numbered from 0, in Jakarta. */
export type DemoCalendar = ReturnType<typeof demoCalendar>

// Jakarta has no summer time.
const jakartaOffset = '+07:00'
const dayMs = 86_400_000

/** The instant when a clock in Jakarta (WIB) shows so many minutes after midnight. */
export const wib = (day: Day, minutes: number): Date =>
  new Date(Date.parse(`${day}T00:00:00${jakartaOffset}`) + minutes * 60_000)

/** The instant at which a month closes: 06:00 on the 5th of the next month. Entries recorded later count as late. */
export const closingInstant = (month: Month): Date => wib(`${nextMonth(month)}-05`, 6 * 60)

export function demoCalendar(lastMonth: Month, months: number) {
  const firstMonth = addMonths(lastMonth, 1 - months)
  const firstDay = `${firstMonth}-01`
  const lastDay = daysFrom(firstDay, `${nextMonth(lastMonth)}-01`) - 1
  return {
    firstMonth,
    lastMonth,
    lastDay,
    /** The number of the first day of the last month. */
    firstDayOfLastMonth: daysFrom(firstDay, `${lastMonth}-01`),
    dayAt: (n: number): Day => new Date(Date.parse(firstDay) + n * dayMs).toISOString().slice(0, 10),
    dayNumber: (instant: Date): number => Math.floor((instant.getTime() - wib(firstDay, 0).getTime()) / dayMs),
  }
}
