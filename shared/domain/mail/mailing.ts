import * as z from 'zod'
import { hourMs, Instant, Month, nextMonth, startOfDay } from '../calendar.ts'

/** When a month's report is due: on a day of the month after it, at an hour of the programme's zone. */
export type ReportSchedule = { day: number; hour: number }

export const ReportSchedule = z.object({
  // No month is without its 28th.
  day: z.coerce.number().int().min(1).max(28),
  hour: z.coerce.number().int().min(0).max(23),
})

/** The instant at which a month's report is due. */
export function reportDueAt(month: Month, { day, hour }: ReportSchedule, zone: string): Date {
  const midnight = startOfDay(`${nextMonth(month)}-${String(day).padStart(2, '0')}`, zone)
  return new Date(midnight.getTime() + hour * hourMs)
}

/** That an issue is to be mailed: made with the issue, so that no issue is forgotten. */
export const Mailing = z
  .object({
    month: Month,
    number: z.int().min(1),
    plannedAt: Instant.optional().describe('When a delivery was planned for every recipient, or that none is to be'),
    planned: z.int().optional().describe('For how many'),
    version: z.int().min(1),
  })
  .meta({ id: 'Mailing' })
export type Mailing = z.infer<typeof Mailing>

/** An issue, as mails name it. */
export type IssueRef = Pick<Mailing, 'month' | 'number'>

/**
 * When an issue is mailed: not before the month's report is due, so that a month that is closed and even corrected by hand
 * on the 2nd is mailed on its day; what comes late, at once. Never, once the next month's report is due: that one has
 * taken its place, and says what came late. Else a ledger that is filled with years of history, and closed in one day,
 * would send everybody a mail for each month of it, which cannot be called back.
 */
export const mailAt = (month: Month, schedule: ReportSchedule, zone: string, now: Date): Date | undefined => {
  const due = reportDueAt(month, schedule, zone)
  if (due > now) return due
  return reportDueAt(nextMonth(month), schedule, zone) > now ? now : undefined
}
