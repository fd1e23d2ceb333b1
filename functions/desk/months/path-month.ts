import * as z from 'zod'
import { Month } from '../../../shared/domain/calendar.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import type { DeskContext } from '../desk-env.ts'

/** Reads the month in a path. Throws `not_found` if it is not a month. */
export function readPathMonth(c: DeskContext): Month {
  const month = Month.safeParse(c.req.param('month'))
  if (!month.success) throw notFound()
  return month.data
}

const IssueNumber = z.coerce.number().int().min(1).max(9999)

/** Reads the month and number of an issue in a path. Throws `not_found` if they are malformed. */
export function readPathIssue(c: DeskContext): { month: Month; number: number } {
  const number = IssueNumber.safeParse(c.req.param('number'))
  if (!number.success) throw notFound()
  return { month: readPathMonth(c), number: number.data }
}
