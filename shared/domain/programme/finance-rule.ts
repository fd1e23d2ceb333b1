import * as z from 'zod'
import { Day } from '../calendar.ts'

/** The loan fact that makes a member count as financed, in force from a day until the next rule. */
export const FinanceRule = z
  .object({ from: Day, fact: z.enum(['approved', 'disbursed']), basis: z.string() })
  .meta({ id: 'FinanceRule' })

export type FinanceRule = z.infer<typeof FinanceRule>
