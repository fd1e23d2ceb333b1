import * as z from 'zod'
import { ProblemView } from '../problems/problem-view.ts'

/**
 * What validation found in one row, or why nothing needs to be done for it. `cells` holds the row as uploaded, for the
 * file of refused rows.
 */
export const Finding = z.object({
  line: z.int().describe('Line of the file on which the row begins'),
  row: z.int().optional().describe("The row's number in the spreadsheet"),
  outcome: z.enum(['refused', 'warned', 'unchanged', 'passed_over']).optional(),
  through: z.int().optional().describe('The last row of several with the same outcome, one after another'),
  notes: z.array(ProblemView).optional().describe('Why the row is unchanged or passed over'),
  problems: z.array(ProblemView),
  warnings: z.array(ProblemView),
  names: z
    .object({ file: z.string(), member: z.string() })
    .optional()
    .describe('Where they differ: the name in the file, and that of the member whom the caller may change'),
  cells: z.array(z.string()).optional(),
})
export type Finding = z.infer<typeof Finding>
