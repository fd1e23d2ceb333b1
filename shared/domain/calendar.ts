import * as z from 'zod'

/** A calendar day `YYYY-MM-DD` that exists (29 February only in leap years), as people write it. It has no zone. */
export const Day = z.iso.date().meta({ id: 'Day', description: 'A calendar day, YYYY-MM-DD', example: '2021-10-27' })
export type Day = z.infer<typeof Day>

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

/** A calendar month `YYYY-MM`. */
export const Month = z
  .string()
  .regex(monthPattern)
  .meta({ id: 'Month', description: 'A calendar month, YYYY-MM', example: '2021-10' })
export type Month = z.infer<typeof Month>

/** An instant, ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ id: 'Instant', example: '2021-10-27T05:00:00.000Z' })
export type Instant = z.infer<typeof Instant>

/**
 * An instant from another system, with an offset, in the years 2000 to 2099. Other years come from a wrong clock. Near
 * the years 0000 and 9999, an offset could also lead to an instant that `Instant` cannot hold.
 */
export const ForeignInstant = z.iso
  .datetime({ offset: true })
  .refine((text) => !/^\d{4}-/.test(text) || text.startsWith('20'), { params: { code: 'instant_year' } })

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

const formats = new Map<string, Intl.DateTimeFormat>()

function findDayFormat(zone: string): Intl.DateTimeFormat {
  const existingFormat = formats.get(zone)
  if (existingFormat) return existingFormat
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format
}

/**
 * The calendar day of an instant in a zone (IANA name). Every day and month of the system comes from here:
 * in Jakarta a month is cut at 00:00 WIB, which is 17:00 UTC of the day before.
 */
export const dayOf = (instant: Date, zone: string): Day => findDayFormat(zone).format(instant)

/** The first instant of a day in a zone. Offsets from UTC are quarters of an hour, at most 14 hours. */
export function startOfDay(day: Day, zone: string): Date {
  const quarterMs = 900_000
  let instant = new Date(Date.parse(day) - 14 * hourMs)
  while (dayOf(instant, zone) < day) instant = new Date(instant.getTime() + quarterMs)
  return instant
}

export const monthOf = (instant: Date, zone: string): Month => monthOfDay(dayOf(instant, zone))

export const monthOfDay = (day: Day): Month => day.slice(0, 7)

const ordinal = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

const fromOrdinal = (n: number): Month =>
  `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`

/** The month `count` months later (earlier when negative). */
export const addMonths = (month: Month, count: number): Month => fromOrdinal(ordinal(month) + count)

export const nextMonth = (month: Month): Month => addMonths(month, 1)

export const previousMonth = (month: Month): Month => addMonths(month, -1)

/** Whole months from `from` to `to`: 0 for the same month, negative when `to` is earlier. */
export const monthsFrom = (from: Month, to: Month): number => ordinal(to) - ordinal(from)

/** Every month from `from` to `to`, both included; none when `to` is earlier. */
export const monthRange = (from: Month, to: Month): Month[] =>
  Array.from({ length: Math.max(0, monthsFrom(from, to) + 1) }, (_, i) => addMonths(from, i))

/** The instant `days` × 24 hours before another. */
export const subtractDays = (instant: Date, days: number): Date => new Date(instant.getTime() - days * dayMs)

/** Days from `from` to `to`, negative when `to` is earlier. */
export const daysFrom = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / dayMs

/** The day `days` after another; before it when negative. */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

export const laterOf = <T extends string>(a: T, b: T): T => (a > b ? a : b)
export const earlierOf = <T extends string>(a: T, b: T): T => (a < b ? a : b)
