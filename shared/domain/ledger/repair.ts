import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Difference } from './recount.ts'

/** The log of a repair: the counters that it set to what the entries say, with both values. */
export const Repair = z
  .object({
    id: z.string(),
    at: Instant,
    by: z.string(),
    reason: z.string(),
    differences: z.array(Difference).min(1),
  })
  .meta({ id: 'Repair' })
export type Repair = z.infer<typeof Repair>
