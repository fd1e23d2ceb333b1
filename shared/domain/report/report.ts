import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Instant, Month } from '../calendar.ts'
import { FigureChange } from '../figures/figure-change.ts'
import { Figures } from '../figures/figures.ts'
import { IndicatorFigures } from '../figures/indicator-figures.ts'
import { FactFigures, Sum } from '../figures/loan-figures.ts'
import { Hiding } from '../hiding/shown-so-far.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import { Publication } from '../programme/programme.ts'
import { Percentage } from '../values/percentage.ts'
import { Obstacle } from './obstacle.ts'
import { Correction } from './printed-change.ts'
import { Proof } from './proof.ts'
import { Quality } from './quality.ts'
import { ReportReferrals } from './referral-report.ts'

const Place = z.object({ code: z.string(), name: z.string() })
const count = z.int().nullable().describe('null: hidden, because few people are behind it or behind another hidden one')

export type Headline = IndicatorFigures

const Step = z
  .object({
    stage: z.string(),
    name: Bilingual,
    members: z.int(),
    shareOfFirst: Percentage,
    shareOfPrevious: Percentage.optional().describe('Share of the stage before, which need not contain this one'),
  })
  .meta({ id: 'FunnelStep' })
export type Step = z.infer<typeof Step>

const MonthLine = z
  .object({
    stage: z.string(),
    name: Bilingual,
    attained: count,
    late: count,
    reversed: count,
    reclassifiedIn: count,
    reclassifiedOut: count,
    net: z.int(),
    reasons: z
      .array(z.object({ reason: z.string(), name: Bilingual, members: count }))
      .describe('Why they were reversed, the most frequent first'),
  })
  .meta({ id: 'ReportLine' })

const Comparison = z
  .object({
    stage: z.string(),
    name: Bilingual,
    members: z.int(),
    lastMonth: z.int().optional().describe('In the reading of the issue; absent in the first month'),
    sinceLastMonth: z.int().optional(),
    yearAgo: z.int().optional(),
    sinceYearAgo: z.int().optional(),
  })
  .meta({ id: 'Comparison' })

const SeriesPoint = z
  .object({ posted: z.int(), restated: z.int(), net: z.int().describe('Against the month before, as posted') })
  .meta({ id: 'SeriesPoint' })

const stillShown = Month.optional().describe('In a public report: the earlier month whose number is still shown')

const BreakdownCell = z.object({
  members: count,
  shareOfFirst: Percentage.nullable(),
  net: count,
  asOf: stillShown,
})
export type BreakdownCell = z.infer<typeof BreakdownCell>

const BreakdownRow = z.object({
  code: z.string(),
  name: Bilingual,
  parent: z.string().optional(),
  stages: z.record(z.string(), BreakdownCell),
})
export type BreakdownRow = z.infer<typeof BreakdownRow>

const Breakdown = z.object({ by: z.string(), name: Bilingual, rows: z.array(BreakdownRow) }).meta({
  id: 'Breakdown',
  description: 'The members of each stage by one dimension; rows add up to the whole',
})
export type Breakdown = z.infer<typeof Breakdown>

const correctionCounts = { late: count, reversed: count, reclassified: count, net: z.int() }

const Earlier = z
  .object({ trueMonth: Month, stage: z.string(), ...correctionCounts })
  .meta({ id: 'EarlierLine', description: 'What this month posted for an earlier one, whose report does not change' })

const Restatement = z
  .object({ month: Month, stage: z.string(), posted: z.int(), ...correctionCounts, restated: z.int() })
  .meta({ id: 'Restatement', description: 'A closed month in both readings, and the changes between them' })

const ReportLoanCell = z.object({ number: count, amount: Sum.nullable() }).meta({ id: 'LoanCell' })
export type ReportLoanCell = z.infer<typeof ReportLoanCell>

const ReportLoanFact = FactFigures.extend({
  cumulative: ReportLoanCell,
  inMonth: z.object({ counted: ReportLoanCell, late: ReportLoanCell, reversed: ReportLoanCell, net: ReportLoanCell }),
  asOf: Month.optional().describe('In a public report: the earlier month whose number and amount are still shown'),
}).meta({ id: 'ReportLoanFact' })
export type ReportLoanFact = z.infer<typeof ReportLoanFact>

const DecisionDays = z
  .object({
    fact: LoanFactKind,
    buckets: z.array(z.object({ fromDay: z.int(), toDay: z.int().nullable(), loans: count, asOf: stillShown })),
  })
  .meta({ id: 'ReportDecisionDays', description: 'Days from application to decision, cumulative loans' })
export type DecisionDays = z.infer<typeof DecisionDays>

const PartnerRow = z
  .object({
    code: z.string(),
    name: z.string(),
    facts: z.record(LoanFactKind, z.object({ cumulative: ReportLoanCell, inMonth: ReportLoanCell, asOf: stillShown })),
  })
  .meta({ id: 'PartnerRow', description: 'Cumulative, and net in the month' })
export type PartnerRow = z.infer<typeof PartnerRow>

/** The report of a month for one area and agency: everything that any output prints, from one issue. */
export const Report = z
  .object({
    programme: z.object({ code: z.string(), name: Bilingual, zone: z.string() }),
    publication: Publication,
    month: Month,
    number: z.int(),
    issuedAt: Instant,
    hash: z.string(),
    previous: z.string().optional(),
    renderer: z.string(),
    proof: Proof.optional(),
    cause: z.string().optional(),
    reading: z.enum(['as_posted', 'restated']),
    restatedThrough: Month.optional(),
    scope: z.object({ area: Place, agency: Place.optional(), isWhole: z.boolean() }),
    hiddenBelow: z.int().optional().describe('In a public report: smaller groups are hidden in breakdowns'),
    hiding: Hiding.optional().describe('In a public report: what the next one builds on'),
    headlines: z.array(IndicatorFigures).describe('The indicators in force, the programme’s declared success first'),
    pastIndicators: z.array(IndicatorFigures).describe('Indicators that are not in force in this month'),
    funnel: z.array(Step),
    complete: Step.describe('Members who hold every stage'),
    lines: z.array(MonthLine),
    comparison: z.array(Comparison),
    series: z.array(z.object({ month: Month, stages: z.record(z.string(), SeriesPoint) })),
    breakdowns: z.array(Breakdown),
    earlier: z.array(Earlier),
    restatements: z.array(Restatement),
    changes: z.array(FigureChange),
    correction: Correction.optional().describe('Only if the issue corrects another'),
    setSince: Figures.shape.setSince,
    loans: z
      .object({
        facts: z.array(ReportLoanFact),
        decisionDays: z.array(DecisionDays),
        partners: z.array(PartnerRow).describe('Partners with loans'),
      })
      .optional(),
    referrals: ReportReferrals.optional().describe('Absent as long as nobody here was referred to a lender'),
    obstacles: z.array(Obstacle.omit({ version: true }).extend({ areaName: z.string() })),
    quality: Quality,
    recount: z
      .object({
        countedAt: Instant,
        agreedAt: Instant.optional(),
        cells: z.int(),
        entries: count,
        differing: z.int(),
      })
      .optional(),
    warnings: z.array(Bilingual),
  })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof Report>

/** Whether a report hides small groups. Reports that show them are internal. */
export const isPublicReport = ({ hiddenBelow }: Report): boolean => hiddenBelow !== undefined
