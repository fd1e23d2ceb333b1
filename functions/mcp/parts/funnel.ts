import * as z from 'zod'
import { readStatus } from '../../../shared/domain/report/observation.ts'
import { readPlace } from '../../../shared/domain/report/public-place.ts'
import type { BreakdownCell, Report } from '../../../shared/domain/report/report.ts'
import type { Language } from '../../../shared/domain/values/language.ts'
import type { ChosenPlace } from './choose-place.ts'

const percent = z.string().describe('Percent with two decimals, such as 101.19; "undefined" of 0')

export const FunnelCell = z
  .object({
    stage: z.string(),
    name: z.string(),
    members: z
      .int()
      .nullable()
      .describe('Members who attained the stage by the end of the month; null: hidden, which is not 0'),
    status: z
      .enum(['shown', 'earlier', 'hidden'])
      .describe('shown: of this month; earlier: still the number of the month asOf; hidden: say that it is hidden'),
    asOf: z.string().optional().describe('YYYY-MM'),
    shareOfFirst: percent.nullable().describe('Share of the registered members of the same place; null: hidden'),
    shareAsOf: z.string().optional().describe('An earlier month of which the share has a number, YYYY-MM'),
  })
  .meta({ id: 'StageCell' })
export type FunnelCell = z.input<typeof FunnelCell>

/** Every stage of a place. An answer never gives the number of one stage without the others. */
export const Funnel = z.array(FunnelCell).describe('Every stage, then ALL: members who hold all of them')

/** A cell without its name, for lists in which names would be repeated many times. */
export const NamelessCell = FunnelCell.omit({ name: true }).meta({ id: 'NamelessCell' })
export const NamelessFunnel = z.array(NamelessCell).describe('Every stage, then ALL')

export const StageNames = z.array(z.object({ stage: z.string(), name: z.string() }))

export const dropNames = (cells: FunnelCell[]): z.input<typeof NamelessFunnel> =>
  cells.map(({ name: _, ...cell }) => cell)

export const listStages = ({ funnel, complete }: Report, language: Language): z.input<typeof StageNames> =>
  [...funnel, complete].map(({ stage, name }) => ({ stage, name: name[language] }))

/** The funnel of a place in a report. */
export function readFunnel(report: Report, place: ChosenPlace, language: Language): FunnelCell[] {
  const steps = [...report.funnel, report.complete]
  if (place === 'whole')
    return steps.map(({ stage, name, members, shareOfFirst }) => ({
      stage,
      name: name[language],
      members,
      status: 'shown',
      shareOfFirst,
    }))
  return readRowFunnel(report, readPlace(report, place), language)
}

const hidden: BreakdownCell = { members: null, shareOfFirst: null, net: null }

/** The funnel of a row of a breakdown. */
export function readRowFunnel(
  { funnel, complete }: Report,
  cells: Record<string, BreakdownCell>,
  language: Language,
): FunnelCell[] {
  const firstStageCell = cells[funnel[0]?.stage ?? '']
  return [...funnel, complete].map(({ stage, name }) => {
    const cell = cells[stage] ?? hidden
    const { members, asOf, shareOfFirst } = cell
    const shareAsOf = shareOfFirst === null ? undefined : (asOf ?? firstStageCell?.asOf)
    return {
      stage,
      name: name[language],
      members,
      status: readStatus(cell),
      ...(asOf !== undefined && { asOf }),
      shareOfFirst,
      ...(shareAsOf !== undefined && { shareAsOf }),
    }
  })
}
