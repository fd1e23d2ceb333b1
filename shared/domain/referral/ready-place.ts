import * as z from 'zod'
import { Day } from '../calendar.ts'

/** A member's place in the list of those who are ready and wait for a lender. */
export const ReadyPlace = z.object({
  since: Day,
  until: Day.describe('The last day of the consent that lasts longest'),
  area: z.string(),
  agency: z.string(),
  category: z.string(),
})
export type ReadyPlace = z.infer<typeof ReadyPlace>
