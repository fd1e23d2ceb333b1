import type { Month } from '../calendar.ts'
import { type Dimension, dimensionNames, isOptional } from '../ledger/breakdown-dimensions.ts'
import type { BreakdownCell, Report } from './report.ts'

/** The code for a total: the whole programme, every agency, everybody (SDMX's `_T`). */
export const total = '_T'

/**
 * One published number: how many members of a part of the programme had attained a stage by the end of a month. Without
 * a code in a dimension, it counts all of that dimension.
 */
export type Observation = { [D in Dimension]?: string } & {
  month: Month
  area: string
  areaName: string
  stage: string
  /** null: hidden. */
  members: number | null
  status: 'shown' | 'earlier' | 'hidden'
  /** The earlier month whose number is still shown. */
  asOf: Month | undefined
}

/** The code of an observation in a dimension, or that of a total. */
export const readPartCode = (observation: Observation, dimension: Dimension): string => observation[dimension] ?? total

/** The dimensions of reports. An optional one is among them only if a report has a breakdown by it. */
export const listUsedDimensions = (reports: Pick<Report, 'breakdowns'>[]): Dimension[] =>
  dimensionNames.filter(
    (dimension) =>
      !isOptional(dimension) || reports.some(({ breakdowns }) => breakdowns.some(({ by }) => by === dimension)),
  )

/** Every count of members in a public report: of the whole, then of each part of each breakdown. */
export function listObservations(report: Report): Observation[] {
  const { month, scope, funnel, complete, breakdowns } = report
  const whole = { month, area: scope.area.code, areaName: scope.area.name }
  const wholeCounts = [...funnel, complete].map(
    ({ stage, members }): Observation => ({ ...whole, stage, members, status: 'shown', asOf: undefined }),
  )
  const parts = breakdowns.flatMap(({ by, rows }) =>
    rows.flatMap(({ code, name, stages }) => {
      const part = dimensionNames.some((dimension) => dimension === by)
        ? { ...whole, [by]: code }
        : { ...whole, area: code, areaName: name.id }
      return Object.entries(stages).map(
        ([stage, { members, asOf }]): Observation => ({
          ...part,
          stage,
          members,
          status: readStatus({ members, asOf }),
          asOf,
        }),
      )
    }),
  )
  return [...wholeCounts, ...parts]
}

/** Whether a cell shows a number of its own month, one of an earlier month, or none. */
export const readStatus = ({ members, asOf }: Pick<BreakdownCell, 'members' | 'asOf'>): Observation['status'] =>
  members === null ? 'hidden' : asOf === undefined ? 'shown' : 'earlier'
