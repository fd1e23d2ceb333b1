import * as z from 'zod'
import { Month } from '../calendar.ts'

/** The state of the ledger. Months are closed in order, so one month says which are closed. */
export const Ledger = z.object({
  firstMonth: Month,
  /** The last closed month; the month before the first one while none is closed. */
  closedThrough: Month,
  /** Fingerprint of the leaf areas that have a closed tally in every closed month. */
  areas: z.string(),
  /** The first month whose frozen totals must be made again, because a repair changed a closed month. */
  remakeFrom: Month.optional(),
  /** Whether acts keep events for subscribers. */
  hasSubscribers: z.boolean().optional(),
  version: z.int(),
})
export type Ledger = z.infer<typeof Ledger>
