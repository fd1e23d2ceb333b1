import * as z from 'zod'

/**
 * One figure that differs between two issues. If the first issue is as posted and the second is restated, `ofReading`
 * is the part of the difference that the change of reading makes. The rest, `ofCorrections`, comes from the corrections
 * that the second issue names.
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

/** Whether a figure is about the whole programme. `listFigureValues` makes the names of figures. */
export const isOfWholeProgramme = ({ figure }: FigureChange): boolean =>
  /^(stages|durations|indicators|targets)\./.test(figure)

/**
 * Whether a figure belongs to a scope: to an area and all within it, or to an agency. The dot after the code keeps a
 * code from matching a longer one. Figures of areas count all agencies together, so an agency has no part in them.
 */
export function isOfScope(
  { figure }: FigureChange,
  { area, agency, isWholeArea }: { area: string; agency?: string | undefined; isWholeArea: boolean },
): boolean {
  if (agency === undefined) return isWholeArea || figure.startsWith(`areas.${area}.`)
  return isWholeArea && ['agencies', 'crossings'].some((kind) => figure.startsWith(`${kind}.${agency}.`))
}
