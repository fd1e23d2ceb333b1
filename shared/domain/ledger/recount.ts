import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'

/** One counter whose stored value differs from what the entries add up to. */
export const Difference = z
  .object({
    month: Month,
    area: z.string().describe('Leaf area of the cell'),
    trueMonth: Month.optional().describe('Present if the counter is about late entries'),
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
