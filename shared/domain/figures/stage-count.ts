import * as z from 'zod'

const Lines = z
  .object({
    attained: z.int(),
    late: z.int().describe('Attained in an earlier, closed month'),
    reversed: z.int(),
    reclassifiedIn: z.int(),
    reclassifiedOut: z.int(),
    net: z.int(),
  })
  .meta({ id: 'MonthLines' })

/** Members of one stage: net since the start, and what a month added, by line. */
export const StageCount = z.object({ cumulative: z.int(), inMonth: Lines }).meta({ id: 'StageCount' })
export type StageCount = z.infer<typeof StageCount>
