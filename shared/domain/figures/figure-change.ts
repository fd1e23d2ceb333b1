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

/** Whether a figure is of the whole programme, undivided. Its name is as `figureValues` makes it. */
export const isOfTheWhole = ({ figure }: FigureChange): boolean =>
  /^(stages|durations|indicators|targets)\./.test(figure)

/**
 * Whether a figure of the programme is of an area or what lies in it, or of an agency: a code ends with a dot there, so
 * that none is taken for the beginning of another. Agencies within areas are not told apart.
 */
export function isOfScope(
  { figure }: FigureChange,
  { area, agency, isWholeArea }: { area: string; agency?: string | undefined; isWholeArea: boolean },
): boolean {
  if (agency === undefined) return isWholeArea || figure.startsWith(`areas.${area}.`)
  return isWholeArea && ['agencies', 'crossings'].some((kind) => figure.startsWith(`${kind}.${agency}.`))
}
