import * as z from 'zod'

/**
 * One figure that differs between two issues. If the first was as posted and the second is restated, part of the
 * difference comes from the other reading alone: `ofReading`. Only the rest, `ofCorrections`, has the cause.
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

/** Whether a figure is about the whole, undivided programme. `figureValues` makes its name. */
export const isOfTheWhole = ({ figure }: FigureChange): boolean =>
  /^(stages|durations|indicators|targets)\./.test(figure)

/**
 * Whether a figure belongs to a scope: to an area and all within it, or to an agency. A dot follows the code, so that a
 * code does not match a longer one. Figures of areas do not tell agencies apart.
 */
export function isOfScope(
  { figure }: FigureChange,
  { area, agency, isWholeArea }: { area: string; agency?: string | undefined; isWholeArea: boolean },
): boolean {
  if (agency === undefined) return isWholeArea || figure.startsWith(`areas.${area}.`)
  return isWholeArea && ['agencies', 'crossings'].some((kind) => figure.startsWith(`${kind}.${agency}.`))
}
