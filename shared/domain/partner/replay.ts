import * as z from 'zod'
import { Day, dayOf, Instant } from '../calendar.ts'
import { like } from '../problems/field-rule.ts'

/** The most work that one replay takes up, so that it ends within a call. */
export const mostReplayed = 1000

/** Which waiting work of a partner to try again. */
export const ReplayFilter = z
  .strictObject({
    state: z
      .enum(['unapplied', 'parked', 'review'])
      .describe(
        'unapplied: events that could not be applied. parked: loans that wait for their member. review: loans that wait for a decision',
      ),
    reason: z
      .string()
      .regex(/^[a-z_]{1,64}$/, like('member_unknown'))
      .optional()
      .describe('Why it waits: a code, as the lists show it'),
    from: Day.optional().describe('Work that waits since this day or later'),
    to: Day.optional().describe('Work that waits since this day or earlier'),
  })
  .meta({ id: 'ReplayFilter' })
export type ReplayFilter = z.infer<typeof ReplayFilter>

/** What a filter selects now. */
export const ReplayPlan = z
  .object({
    count: z.int().describe(`How many; at most ${mostReplayed}, those that wait longest`),
    reasons: z.record(z.string(), z.int()).describe('How many for each reason; a loan may wait for several'),
  })
  .meta({ id: 'ReplayPlan' })
export type ReplayPlan = z.infer<typeof ReplayPlan>

/** A filter, with the count that its plan gave. */
export const NewReplay = z
  .strictObject({ ...ReplayFilter.shape, count: z.int().min(1).max(mostReplayed).describe('The count of the plan') })
  .meta({ id: 'NewReplay' })
export type NewReplay = z.infer<typeof NewReplay>

export const ReplayBegun = z.object({ partner: z.string(), count: z.int(), at: Instant }).meta({ id: 'ReplayBegun' })
export type ReplayBegun = z.infer<typeof ReplayBegun>

/** Work that waits: since when, and why. */
export type WaitingWork = { since: Instant; reasons: string[] }

/** Whether a filter selects some work. */
export function isSelected({ since, reasons }: WaitingWork, { reason, from, to }: ReplayFilter, zone: string): boolean {
  const day = dayOf(new Date(since), zone)
  return (
    (reason === undefined || reasons.includes(reason)) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to)
  )
}

export function planReplay(selectedWork: WaitingWork[]): ReplayPlan {
  const reasons = new Map<string, number>()
  for (const reason of selectedWork.flatMap((each) => each.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  return { count: selectedWork.length, reasons: Object.fromEntries(reasons) }
}
