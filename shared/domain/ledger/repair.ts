import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Difference } from './recount.ts'

/**
 * The record of a repair: each counter that it corrected, with the stored value before and the value counted from the
 * entries.
 */
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
