import * as z from 'zod'
import { ProblemView } from '../problems/problem-view.ts'

/** What validation found in one row. `cells` holds the row as uploaded, for the file of refused rows. */
export const Finding = z.object({
  line: z.int(),
  problems: z.array(ProblemView),
  warnings: z.array(ProblemView),
  cells: z.array(z.string()).optional(),
})
export type Finding = z.infer<typeof Finding>
