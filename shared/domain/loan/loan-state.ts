import * as z from 'zod'
import { Day } from '../calendar.ts'
import { ascending } from '../values/text-order.ts'

/**
 * The states of a loan. No state is listed before a state that it can follow. So if a loan reached two states on one
 * day, it reached the one listed later after the other.
 */
export const LoanState = z
  .enum([
    'submitted',
    'in_review',
    'approved',
    'signed',
    'rejected',
    'cancelled',
    'disbursed',
    'defaulted',
    'written_off',
    'repaid',
  ])
  .meta({ id: 'LoanState' })
export type LoanState = z.infer<typeof LoanState>

/** The states that may come next. A loan in default, or written off, may still be repaid. */
const followers: Record<LoanState, readonly LoanState[]> = {
  submitted: ['in_review', 'cancelled'],
  in_review: ['approved', 'rejected', 'cancelled'],
  approved: ['signed', 'cancelled'],
  signed: ['disbursed', 'cancelled'],
  rejected: [],
  cancelled: [],
  disbursed: ['repaid', 'defaulted', 'written_off'],
  defaulted: ['repaid', 'written_off'],
  written_off: ['repaid'],
  repaid: [],
}

/** The states that may come next. */
export const listFollowers = (state: LoanState): readonly LoanState[] => followers[state]

/** Whether one state can come after another, directly or through states that no event reported. */
export const canFollow = (from: LoanState, to: LoanState): boolean =>
  from === to || followers[from].some((next) => canFollow(next, to))

/** Whether a loan in this state is granted and not cancelled. */
export const isGranted = (state: LoanState): boolean => canFollow('approved', state) && state !== 'cancelled'

/** The day on which each state was reached. */
export const LoanDates = z
  .strictObject({
    submitted: Day.optional(),
    in_review: Day.optional(),
    approved: Day.optional(),
    signed: Day.optional(),
    rejected: Day.optional(),
    cancelled: Day.optional(),
    disbursed: Day.optional(),
    defaulted: Day.optional(),
    written_off: Day.optional(),
    repaid: Day.optional(),
  })
  .meta({ id: 'LoanDates' })
export type LoanDates = z.infer<typeof LoanDates>

/** The states that a loan went through, by day. */
export const listStatePath = (dates: LoanDates): { state: LoanState; on: Day }[] =>
  LoanState.options
    .flatMap((state) => {
      const on = dates[state]
      return on === undefined ? [] : [{ state, on }]
    })
    .toSorted((a, b) => ascending(a.on, b.on))

/** Whether each state can follow the one before. */
export const isPossible = (dates: LoanDates): boolean =>
  listStatePath(dates).every(({ state }, i, path) => {
    const before = path[i - 1]
    return before === undefined || canFollow(before.state, state)
  })

/** The dates that have come by a day. */
export const pickDatesUntil = (dates: LoanDates, day: Day): LoanDates =>
  Object.fromEntries(listStatePath(dates).flatMap(({ state, on }) => (on <= day ? [[state, on]] : [])))

/** The state on a day; none before the first date. */
export const findStateOn = (dates: LoanDates, day: Day): LoanState | undefined =>
  listStatePath(pickDatesUntil(dates, day)).at(-1)?.state
