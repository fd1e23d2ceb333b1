import type { Month } from '../calendar.ts'
import type { ShownFamily } from '../hiding/hide-cells.ts'
import { type Families, type Part, showPartition } from '../hiding/partition.ts'
import type { Breakdown, BreakdownRow } from './report.ts'

/** The numbers shown for the members of each stage, in every breakdown. The first stage comes first. */
export function showStages(
  breakdowns: Breakdown[],
  [first, ...later]: string[],
  before: Families,
  month: Month,
): Families {
  if (first === undefined) return {}
  const shown: Families = Object.assign(
    {},
    ...listPartitions(breakdowns, first).map((partition) => showPartition(before, month, partition)),
  )
  for (const stage of later)
    for (const { by, key, parts } of listPartitions(breakdowns, stage)) {
      const family = shown[`${by}/${first}`]
      const isEmpty = ({ key: code, members }: Part): boolean =>
        personDimensions.includes(by) && members === 0 && revealsEmpty(family, code)
      const nonEmptyParts = parts.filter((part) => !isEmpty(part))
      // If only one part is left, it equals the whole, which is public. Hiding other cells would be useless.
      const emptyParts = nonEmptyParts.length < 2 ? [] : parts.filter(isEmpty)
      Object.assign(
        shown,
        showPartition(before, month, { key, parts: emptyParts.length === 0 ? parts : nonEmptyParts }),
      )
      for (const part of emptyParts)
        Object.assign(shown[key]?.cells ?? {}, { [part.key]: { members: 0, since: month, least: 0, most: 0 } })
    }
  return shown
}

/**
 * The dimensions that describe the person. Everybody counted in a later stage has the same values in the first stage.
 * So a cell that is known to be empty in the first stage is known to be empty in later ones. Areas and agencies are
 * those of an entry, and can differ between stages.
 */
const personDimensions = ['gender', 'category']

/**
 * Whether the public can tell that a cell is empty: because it is shown, or because the exact cells make up the total.
 */
function revealsEmpty(family: ShownFamily | undefined, code: string): boolean {
  if (!family) return false
  const isExact = ({ since }: { since?: Month | undefined }) => since === family.month
  const cell = family.cells[code]
  if (cell && isExact(cell)) return cell.members === 0
  const exact = Object.values(family.cells).filter(isExact)
  return exact.reduce((sum, { members }) => sum + (members ?? 0), 0) === family.total
}

const lowerAreas = 'area_2'

/** The partitions of a stage's members. The two levels of areas are one partition. */
function listPartitions(breakdowns: Breakdown[], stage: string): { by: string; key: string; parts: Part[] }[] {
  const part = (row: BreakdownRow): Part => ({ key: row.code, members: row.stages[stage]?.members ?? 0 })
  const below = breakdowns.find(({ by }) => by === lowerAreas)?.rows ?? []
  return breakdowns
    .filter(({ by }) => by !== lowerAreas)
    .map(({ by, rows }) => ({
      by,
      key: `${by}/${stage}`,
      parts: rows.map((row) => ({
        ...part(row),
        ...(by === 'area_1' && { parts: below.filter(({ parent }) => parent === row.code).map(part) }),
      })),
    }))
}
