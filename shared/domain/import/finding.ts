import * as z from 'zod'
import { ProblemView } from '../problems/problem-view.ts'

/** What validating has to say of one row. `cells` is the row as it stood, for the file that is handed back. */
export const Finding = z.object({
  line: z.int(),
  problems: z.array(ProblemView),
  warnings: z.array(ProblemView),
  cells: z.array(z.string()).optional(),
})
export type Finding = z.infer<typeof Finding>
