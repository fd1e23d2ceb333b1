import * as z from 'zod'
import { Day } from '../calendar.ts'

/** Which fact of a loan makes its member a financed one, in force from a day until the next rule. */
export const FinanceRule = z
  .object({ from: Day, fact: z.enum(['approved', 'disbursed']), basis: z.string() })
  .meta({ id: 'FinanceRule' })

export type FinanceRule = z.infer<typeof FinanceRule>
