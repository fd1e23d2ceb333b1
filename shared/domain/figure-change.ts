import * as z from 'zod'

/**
 * One figure that differs between two issues. Where an issue as posted is followed by one that is restated, the other
 * reading alone moves figures: that part is `ofReading`, and only the rest, `ofCorrections`, has the cause.
 */
export const FigureChange = z
  .object({
    figure: z.string(),
    old: z.int(),
    new: z.int(),
    difference: z.int(),
    ofReading: z.int().optional(),
    ofCorrections: z.int().optional(),
  })
  .meta({ id: 'FigureChange', description: 'For example stages.P1.cumulative: old, new and difference' })
export type FigureChange = z.infer<typeof FigureChange>
