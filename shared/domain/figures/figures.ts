import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import {
  Classification,
  type Dimension,
  type DimensionList,
  dimensionNames,
  dimensions,
  listShape,
} from '../ledger/breakdown-dimensions.ts'
import { Recount } from '../ledger/recount.ts'
import { Percentage } from '../values/percentage.ts'
import { IndicatorFigures } from './indicator-figures.ts'
import { LoanFigures } from './loan-figures.ts'
import { ReferralFigures } from './referral-figures.ts'
import { StageCount } from './stage-count.ts'
import { YardstickChange } from './yardstick.ts'

/** Which reading of a month: frozen as posted, or restated with what arrived later for it. */
export const Reading = z.enum(['as_posted', 'restated']).meta({ id: 'Reading' })
export type Reading = z.infer<typeof Reading>

const StageFigures = StageCount.extend({
  stage: z.string(),
  name: Bilingual,
  shareOfFirst: Percentage.describe('Cumulative members as a share of the first stage'),
}).meta({ id: 'StageFigures' })

const ByStage = z.record(z.string(), StageCount)

const Row = z.object({ code: z.string(), name: z.string(), stages: ByStage }).meta({ id: 'BreakdownRow' })
type Row = z.infer<typeof Row>
const AreaFigures = Row.extend({ parent: z.string() }).meta({ id: 'AreaRow' })
const Crossing = z
  .object({ ...Classification.shape, stages: z.record(z.string(), z.int()) })
  .meta({ id: 'Crossing', description: 'Cumulative members by agency, gender and category; empty crossings left out' })

const Duration = z
  .object({
    stage: z.string(),
    buckets: z.array(z.object({ fromDay: z.int().nullable(), toDay: z.int().nullable(), members: z.int() })),
  })
  .meta({ id: 'Duration', description: 'Days from the first stage to this one, cumulative members' })

const Late = z
  .object({ trueMonth: Month, stages: z.record(z.string(), z.int()) })
  .meta({ id: 'LateRow', description: 'Net change in this month that belongs to an earlier month' })

/**
 * The one object that every output prints: the whole funnel of a month and scope, with its definitions, targets and
 * breakdowns. `ALL` is listed with the stages and counts members who hold every stage.
 */
export const Figures = z
  .object({
    programme: z.object({ code: z.string(), name: Bilingual, zone: z.string() }),
    month: Month,
    area: z.object({ code: z.string(), name: z.string() }),
    agency: z.string().optional(),
    reading: Reading,
    restatedThrough: Month.optional().describe('Restated with everything posted up to this month'),
    status: z.enum(['open', 'closing', 'closed']),
    setSince: z
      .array(YardstickChange)
      .optional()
      .describe('Restated: the settings that this reading uses and that were different when the month closed'),
    recount: Recount.pick({ countedAt: true, agreedAt: true, differing: true }).optional(),
    stages: z.array(StageFigures),
    indicators: z.array(IndicatorFigures),
    areas: z.array(AreaFigures).describe('The two levels below the area'),
    ...listShape(z.array(Row)),
    crossings: z.array(Crossing),
    durations: z.array(Duration),
    late: z.array(Late),
    loans: LoanFigures.optional().describe('Absent where no stage is decided by lenders, or no lender is registered'),
    referrals: ReferralFigures.optional().describe('Absent as long as nobody here was referred to a lender'),
    warnings: z.array(Bilingual),
  })
  .meta({ id: 'Figures' })
export type Figures = z.infer<typeof Figures>

/** The rows of figures in a dimension; empty if the programme does not use it. */
export function listRowsBy(figures: Figures, dimension: Dimension): Row[] {
  const lists: Partial<Record<DimensionList, Row[] | undefined>> = figures
  return lists[dimensions[dimension].list] ?? []
}

/** Every list of rows in figures, with its name: areas first, then one list per dimension. */
export const listRows = (figures: Figures): { list: string; rows: Row[] }[] => [
  { list: 'areas', rows: figures.areas },
  ...dimensionNames.map((dimension) => ({ list: dimensions[dimension].list, rows: listRowsBy(figures, dimension) })),
]
