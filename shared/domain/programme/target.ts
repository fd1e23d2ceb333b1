import * as z from 'zod'
import { Day, Instant, laterOf, Month, monthRange } from '../calendar.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { plainText } from '../values/text.ts'

/** What a target is for: an indicator, a scope and a period of months. */
export const TargetScope = z.object({
  indicator: z.string().max(32),
  area: z.string().max(32),
  agency: z.string().max(32).optional(),
  from: Month,
  to: Month,
})
export type TargetScope = z.infer<typeof TargetScope>

/** One version of a target. Several targets may have the same scope; exactly one of them is primary. */
export const Target = TargetScope.extend({
  id: z.string(),
  version: z.int().min(1),
  value: z.int().min(0),
  basis: z.string().describe('The document or statement that sets it'),
  effectiveFrom: Day,
  reason: z.string().optional().describe('Why it was revised'),
  setBy: z.string(),
  setAt: Instant,
}).meta({ id: 'Target' })
export type Target = z.infer<typeof Target>

const value = z.int().min(0).max(1_000_000_000)
const text = plainText(500)

export const NewTarget = TargetScope.extend({
  value,
  basis: text,
  effectiveFrom: Day.optional().describe('Default: the first day of the period'),
  primary: z.boolean().optional().describe('The first target of a scope is primary in any case'),
})
  .strict()
  .meta({ id: 'NewTarget' })
export type NewTarget = z.infer<typeof NewTarget>

export const TargetRevision = z
  .strictObject({ value, basis: text, effectiveFrom: Day, reason: text })
  .meta({ id: 'TargetRevision' })
export type TargetRevision = z.infer<typeof TargetRevision>

/**
 * A new version, and the closed months whose restated reading it changes. Their reading as posted stays as it was
 * issued.
 */
export const RevisedTarget = Target.extend({
  closedMonths: z.array(Month).describe('Closed months that it changes in the restated reading; as posted they stay'),
}).meta({ id: 'RevisedTarget' })
export type RevisedTarget = z.infer<typeof RevisedTarget>

/** The closed months that are measured against a version of a target once they are restated. */
export const listMeasuredMonths = (
  { from, effectiveFrom }: Pick<Target, 'from' | 'effectiveFrom'>,
  { firstMonth, closedThrough }: Pick<Ledger, 'firstMonth' | 'closedThrough'>,
): Month[] => monthRange([from, effectiveFrom.slice(0, 7)].reduce(laterOf, firstMonth), closedThrough)

/** Two targets with the same key are rivals; one of them is primary. */
export const makeScopeKey = ({ indicator, area, agency, from, to }: TargetScope): string =>
  [indicator, area, agency ?? '', from, to].join('#')

/** The version of a target in force on a day: the last of the versions whose `effectiveFrom` has come. */
export function findVersion(versions: Target[], day: Day): Target | undefined {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .toSorted((a, b) => a.version - b.version)
    .at(-1)
}
