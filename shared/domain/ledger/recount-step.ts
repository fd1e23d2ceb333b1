import * as z from 'zod'
import { Month } from '../calendar.ts'
import { Difference } from './recount.ts'

/** What a recount found in a part of a month's cells: what is kept of it, which hardly grows with the entries. */
export const PartCount = z.object({
  cells: z.int(),
  entries: z.int(),
  differing: z.int(),
  differences: z.array(Difference).max(100).describe('The first of them'),
})
export type PartCount = z.infer<typeof PartCount>

/** Which months a full recount takes: all that there are, unless it is told. */
const MonthRange = z.strictObject({ from: Month.optional(), through: Month.optional() })
export type MonthRange = z.infer<typeof MonthRange>

/**
 * One step of a full recount, each of which may be interrupted and run again: `list` says which months and shards there
 * are, `part` counts one shard of a month, `month` keeps what its parts come to, `finish` says whether all agree.
 */
export const RecountStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('list'), range: MonthRange }),
  z.object({ step: z.literal('part'), month: Month, shard: z.string() }),
  z.object({ step: z.literal('month'), month: Month, parts: z.array(PartCount) }),
  z.object({ step: z.literal('finish'), months: z.array(Month) }),
])
export type RecountStep = z.infer<typeof RecountStep>
