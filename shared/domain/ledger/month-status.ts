import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { Recount } from './recount.ts'

export const MonthStatus = z
  .object({
    month: Month,
    status: z.enum(['open', 'closing', 'closed']),
    closingAt: Instant.optional(),
    closedAt: Instant.optional(),
    closedBy: z.string().optional(),
    yardstick: z.string().optional().describe('SHA-256 of what a closed month was measured against'),
    recount: Recount.optional(),
    issues: z.int().default(0).describe('Number of issues made of this month'),
  })
  .meta({ id: 'MonthStatus' })
export type MonthStatus = z.infer<typeof MonthStatus>
