import * as z from 'zod'
import { hourMs, Instant, Month, nextMonth, startOfDay } from '../calendar.ts'
import { wholeNumber } from '../values/whole-number.ts'

/** When a month's report is due: on a day of the month after it, at an hour in the programme's zone. */
export type ReportSchedule = { day: number; hour: number }

export const ReportSchedule = z.object({
  // Every month has a 28th.
  day: wholeNumber(1, 28),
  hour: wholeNumber(0, 23),
})

/** The instant at which a month's report is due. */
export function reportDueAt(month: Month, { day, hour }: ReportSchedule, zone: string): Date {
  const midnight = startOfDay(`${nextMonth(month)}-${String(day).padStart(2, '0')}`, zone)
  return new Date(midnight.getTime() + hour * hourMs)
}

/** The task to mail an issue. It is created with the issue, so that no issue is forgotten. */
export const Mailing = z
  .object({
    month: Month,
    number: z.int().min(1),
    plannedAt: Instant.optional().describe('When deliveries were planned, or found unnecessary'),
    planned: z.int().optional().describe('For how many'),
    version: z.int().min(1),
  })
  .meta({ id: 'Mailing' })
export type Mailing = z.infer<typeof Mailing>

/** Identifies an issue: its month and number. */
export type IssueRef = Pick<Mailing, 'month' | 'number'>

/**
 * When to mail an issue: when the month's report is due, or at once if that time has passed. Undefined once the next
 * month's report is due, since that one replaces it. Otherwise a ledger that loads and closes years of history in one
 * day would mail every month.
 */
export const mailAt = (month: Month, schedule: ReportSchedule, zone: string, now: Date): Date | undefined => {
  const due = reportDueAt(month, schedule, zone)
  if (due > now) return due
  return reportDueAt(nextMonth(month), schedule, zone) > now ? now : undefined
}
