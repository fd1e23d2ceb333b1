import * as z from 'zod'
import { Month } from '../calendar.ts'
import { Difference } from './recount.ts'

/** The result of recounting part of a month's cells. Its size hardly grows with the entries. */
export const PartCount = z.object({
  cells: z.int(),
  entries: z.int(),
  differing: z.int(),
  differences: z.array(Difference).max(100).describe('The first of them'),
})
export type PartCount = z.infer<typeof PartCount>

/** The months of a full recount; every month by default. */
const MonthRange = z.strictObject({ from: Month.optional(), through: Month.optional() })
export type MonthRange = z.infer<typeof MonthRange>

/**
 * One step of a full recount. Each can be interrupted and run again: `list` lists months and shards, `part` counts one
 * shard of a month, `month` stores the sum of its parts, `finish` says whether everything agrees.
 */
export const RecountStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('list'), range: MonthRange }),
  z.object({ step: z.literal('part'), month: Month, shard: z.string() }),
  z.object({ step: z.literal('month'), month: Month, parts: z.array(PartCount) }),
  z.object({ step: z.literal('finish'), months: z.array(Month) }),
])
export type RecountStep = z.infer<typeof RecountStep>
