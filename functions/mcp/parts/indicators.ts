import * as z from 'zod'
import type { Headline, Report } from '../../../shared/domain/report/report.ts'
import { describeComparedLoans } from '../../../shared/render/headline.ts'
import { writeBasis } from '../../../shared/render/words/names.ts'
import type { Wording } from '../../../shared/render/words/wording.ts'

const percent = z.string()
const day = z.string().describe('YYYY-MM-DD')

export const IndicatorDefinition = z.object({
  code: z.string(),
  name: z.string(),
  counts: z.string().describe('The stage that it counts, ALL for every stage, or a loan fact such as approved'),
  definition: z.string(),
  legalBasis: z.string(),
  unit: z.string(),
  official: z.boolean().describe('Whether the programme itself declares this to be its success'),
  inForce: z.boolean(),
  from: day.optional(),
  until: day.optional(),
})

export const TargetDefinition = z.object({
  value: z.int(),
  from: z.string().describe('First month, YYYY-MM'),
  to: z.string().describe('Last month, YYYY-MM'),
  basis: z.string(),
  primary: z.boolean(),
})

const TargetView = TargetDefinition.extend({
  realised: z.int().describe('Attained within the period of the target'),
  attainment: percent.describe('realised ÷ value, percent with two decimals'),
  gap: z.int().describe('What is missing; negative when exceeded'),
  expectedToDate: z.int().describe('Share of the target for the elapsed months'),
  neededPerMonth: z.int().nullable().describe('null: the period is over and the target missed'),
})

const LoanView = z.object({
  fact: z.string(),
  loans: z.int().nullable().describe('null: hidden'),
  asOf: z.string().optional(),
})

/** An indicator of the whole programme with everything needed to read it. */
export const IndicatorView = IndicatorDefinition.extend({
  value: z.int().describe('Of the whole programme at the end of the month'),
  shareOfFirst: percent,
  targets: z.array(TargetView).describe('The primary target first; several may coexist'),
  loans: z.array(LoanView).optional().describe('Beside members financed; empty: no lender reports loans'),
}).meta({ id: 'IndicatorView' })

export function defineIndicator(indicator: Headline, wording: Wording): z.input<typeof IndicatorDefinition> {
  const { code, name, counts, definition, unit, official, inForce, from, until } = indicator
  const { language } = wording
  return {
    code,
    name: name[language],
    counts,
    definition: definition[language],
    legalBasis: writeBasis(indicator, wording),
    unit: unit[language],
    official,
    inForce,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
}

type Target = Headline['targets'][number]

export const defineTarget = ({ value, from, to, basis, primary }: Target): z.input<typeof TargetDefinition> => ({
  value,
  from,
  to,
  basis,
  primary,
})

export function describeIndicator(indicator: Headline, wording: Wording): z.input<typeof IndicatorView> {
  const { value, shareOfFirst, targets, loans } = indicator
  return {
    ...defineIndicator(indicator, wording),
    value,
    shareOfFirst,
    targets: targets.map((target) => ({
      ...defineTarget(target),
      realised: target.realised,
      attainment: target.attainment,
      gap: target.gap,
      expectedToDate: target.expectedToDate,
      neededPerMonth: target.neededPerMonth,
    })),
    ...(loans && {
      loans: loans.map(({ fact, loans: n, asOf }) => ({ fact, loans: n, ...(asOf !== undefined && { asOf }) })),
    }),
  }
}

/** The loans beside members financed, as text. */
export const writeLoans = (
  { headlines, pastIndicators }: Pick<Report, 'headlines' | 'pastIndicators'>,
  wording: Wording,
): string =>
  [...headlines, ...pastIndicators]
    .flatMap((indicator) => {
      const loans = describeComparedLoans(indicator, wording)
      return loans === undefined
        ? []
        : [`- ${indicator.name[wording.language]}: ${wording.words.loans.toLowerCase()} ${loans}`]
    })
    .join('\n')
