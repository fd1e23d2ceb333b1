import * as z from 'zod'
import { Instant, Month } from './calendar.ts'

/** The state of the whole ledger: months are closed in order, so one month says which are closed. */
export const Ledger = z.object({
  firstMonth: Month,
  /** The last closed month; the month before the first one while none is closed. */
  closedThrough: Month,
  /** Fingerprint of the leaf areas whose closed months carry closed tallies. */
  areas: z.string(),
  /** A repair changed what the frozen totals of closed months are built on, from this month on: they are to be made anew. */
  remakeFrom: Month.optional(),
  version: z.int(),
})
export type Ledger = z.infer<typeof Ledger>

/** One counter that a recount found to differ from the entries. */
export const Difference = z
  .object({
    month: Month,
    area: z.string().describe('Leaf area of the cell'),
    trueMonth: Month.optional().describe('Set when the counter is one of late entries'),
    counter: z.string(),
    stored: z.int(),
    counted: z.int(),
  })
  .meta({ id: 'Difference' })
export type Difference = z.infer<typeof Difference>

export const Recount = z
  .object({
    month: Month,
    countedAt: Instant,
    cells: z.int(),
    entries: z.int(),
    agreedAt: Instant.optional().describe('When the counters last agreed with the entries'),
    differences: z.array(Difference).max(100),
    differing: z.int().describe('How many counters differ'),
  })
  .meta({ id: 'Recount' })
export type Recount = z.infer<typeof Recount>

export const MonthStatus = z
  .object({
    month: Month,
    status: z.enum(['open', 'closing', 'closed']),
    closingAt: Instant.optional(),
    closedAt: Instant.optional(),
    closedBy: z.string().optional(),
    recount: Recount.optional(),
    issues: z.int().default(0).describe('Number of issues made of this month'),
  })
  .meta({ id: 'MonthStatus' })
export type MonthStatus = z.infer<typeof MonthStatus>
