import type { Month } from '../calendar.ts'
import { dimensionNames } from '../ledger/breakdown-dimensions.ts'
import type { BreakdownCell, Report } from './report.ts'

/** The code for a total: the whole programme, every agency, everybody (SDMX's `_T`). */
export const total = '_T'

/** One published number: how many members of a part of the programme had attained a stage by the end of a month. */
export type Observation = {
  month: Month
  area: string
  areaName: string
  agency: string
  gender: string
  category: string
  stage: string
  /** null: hidden. */
  members: number | null
  status: 'shown' | 'earlier' | 'hidden'
  /** The earlier month whose number is still shown. */
  asOf: Month | undefined
}

/** Every count of members in a public report: of the whole, then of each part of each breakdown. */
export function listObservations(report: Report): Observation[] {
  const { month, scope, funnel, complete, breakdowns } = report
  const whole = {
    month,
    area: scope.area.code,
    areaName: scope.area.name,
    agency: total,
    gender: total,
    category: total,
  }
  const own = [...funnel, complete].map(
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
  return [...own, ...parts]
}

/** Whether a cell shows a number of its own month, one of an earlier month, or none. */
export const readStatus = ({ members, asOf }: Pick<BreakdownCell, 'members' | 'asOf'>): Observation['status'] =>
  members === null ? 'hidden' : asOf === undefined ? 'shown' : 'earlier'
