import { WorklistQuery } from '../../../shared/domain/member/worklist.ts'
import type { DeskContext } from '../desk-env.ts'
import { addressOf } from '../layout/read-query.ts'

/** Reads the filter of a work list from an address. If it cannot be read, returns the usual filter. */
export function readWorklistQuery(c: DeskContext): WorklistQuery {
  const { area, after, next, days } = c.req.query()
  const filledFields = Object.entries({ area, after, next, days }).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const query = WorklistQuery.safeParse(Object.fromEntries(filledFields))
  return query.success ? query.data : WorklistQuery.parse({})
}

/** An address with the filter of a work list. */
export const withWorklistQuery = (path: string, { area, after, next, days }: WorklistQuery): string =>
  addressOf(path, { days: String(days), area, after, next })
