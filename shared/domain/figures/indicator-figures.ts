import * as z from 'zod'
import { type Month, monthsFrom } from '../calendar.ts'
import { loanFactOf } from '../ledger/loan-fact-kind.ts'
import { Indicator } from '../programme/programme.ts'
import { Target } from '../programme/target.ts'
import { Percentage, percentage } from '../values/percentage.ts'
import { LoansBeside } from './financing-figures.ts'

const TargetFigures = Target.pick({ id: true, version: true, value: true, from: true, to: true, basis: true })
  .extend({
    primary: z.boolean(),
    realised: z.int().describe('Attained within the period of the target'),
    attainment: Percentage,
    gap: z.int().describe('What is still missing; negative when exceeded'),
    expectedToDate: z.int().describe('Share of the target for the elapsed months'),
    neededPerMonth: z.int().nullable().describe('Pace needed from now on; null when the period is over and missed'),
  })
  .meta({ id: 'TargetFigures' })

/** An indicator's value, with everything needed to read it. */
export const IndicatorFigures = Indicator.extend({
  inForce: z.boolean().describe('Whether the indicator is in force in this month'),
  value: z.int(),
  shareOfFirst: Percentage.describe('undefined for loans, because they are not a part of the members'),
  loans: z
    .array(LoansBeside)
    .optional()
    .describe('For financed members: the loans approved and disbursed; empty if no lender reports loans'),
  targets: z.array(TargetFigures).describe('The primary target first'),
}).meta({ id: 'IndicatorFigures' })
export type IndicatorFigures = z.infer<typeof IndicatorFigures>

/**
 * A target and what was attained before its period began (0 if it begins with the programme). `until` is the value at
 * the end of the period, or absent while the period runs.
 */
export const AimedAt = z
  .object({
    target: Target.omit({ setBy: true, setAt: true }),
    primary: z.boolean(),
    before: z.int(),
    until: z.int().optional(),
  })
  .meta({ id: 'AimedAt' })
export type AimedAt = z.infer<typeof AimedAt>

/** An indicator at the end of a month. `value` is cumulative, `first` the members of the first stage. */
export function makeIndicatorFigures(
  indicator: Indicator,
  month: Month,
  { value, first, aims }: { value: number; first: number; aims: AimedAt[] },
): IndicatorFigures {
  const monthStart = `${month}-01`
  const monthEnd = `${month}-31`
  const inForce = (indicator.from ?? monthStart) <= monthEnd && (indicator.until ?? monthEnd) >= monthStart
  return {
    ...indicator,
    inForce,
    value,
    shareOfFirst: loanFactOf(indicator.counts) === undefined ? percentage(value, first) : 'undefined',
    targets: aims.map((aim) => makeTargetFigures(aim, month, value)).toSorted(compareTargets),
  }
}

type TargetFigures = z.infer<typeof TargetFigures>

/** Sorts primary targets before their rivals, and longer periods before shorter ones. */
const compareTargets = (a: TargetFigures, b: TargetFigures): number =>
  Number(b.primary) - Number(a.primary) || monthsFrom(b.from, b.to) - monthsFrom(a.from, a.to) || b.value - a.value

function makeTargetFigures({ target, primary, before, until }: AimedAt, month: Month, value: number): TargetFigures {
  const { id, version, from, to, basis } = target
  const realisedInPeriod = (until ?? value) - before
  const gap = target.value - realisedInPeriod
  const allMonths = monthsFrom(from, to) + 1
  const elapsedMonths = Math.min(allMonths, Math.max(0, monthsFrom(from, month) + 1))
  return {
    id,
    version,
    value: target.value,
    from,
    to,
    basis,
    primary,
    realised: realisedInPeriod,
    attainment: percentage(realisedInPeriod, target.value),
    gap,
    expectedToDate: Math.floor((2 * target.value * elapsedMonths + allMonths) / (2 * allMonths)),
    neededPerMonth: gap <= 0 ? 0 : elapsedMonths < allMonths ? Math.ceil(gap / (allMonths - elapsedMonths)) : null,
  }
}
