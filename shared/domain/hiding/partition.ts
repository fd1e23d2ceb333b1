import type { Month } from '../calendar.ts'
import { largestSmall, smallest } from './bound.ts'
import { hideCells, type ShownCell, type ShownFamily } from './hide-cells.ts'

/** Cells whose sum is public, and the parts of each cell. */
export type Partition = { key: string; parts: Part[] }
export type Part = { key: string; members: number; parts?: Part[] }

/** Families by key: `area/P1` for the cities of the whole, `area/P1/31.71` for the districts of a city. */
export type Families = Record<string, ShownFamily>

/**
 * Shows the parts of a public number. The parts of a cell are updated only together with the cell. While the cell
 * keeps an earlier number or is hidden, its parts are not updated, because their sum would reveal its present number.
 */
export function showPartition(before: Families, month: Month, { key, parts }: Partition): Families {
  const [only, ...others] = parts
  const family =
    only && others.length === 0
      ? showOnlyCell(month, only)
      : hideCells(before[key], { month, counts: Object.fromEntries(parts.map((part) => [part.key, part.members])) })
  const below = parts.map((part) =>
    showBelow(before, month, { key: `${key}/${part.key}`, part }, family.cells[part.key]),
  )
  return Object.assign({ [key]: family }, ...below)
}

function showBelow(
  before: Families,
  month: Month,
  { key, part: { parts = [] } }: { key: string; part: Part },
  above: ShownCell | undefined,
): Families {
  const earlier = before[key]
  if (parts.length === 0) return {}
  if (above?.since === month) return showPartition(before, month, { key, parts })
  return earlier ? { [key]: earlier } : {}
}

/** Shows a family of one cell. The cell equals the public whole, and is hidden only if it is small. */
function showOnlyCell(month: Month, { key, members }: Part): ShownFamily {
  const cell: ShownCell =
    members < smallest ? { members: null, least: 0, most: largestSmall } : { members, since: month, least: 0, most: 0 }
  return { month, total: members, cells: { [key]: cell } }
}

/**
 * The number shown for a cell, if any, and the month of that number. A zero from an earlier month may be a small
 * number by now, so it is hidden like one.
 */
export function findShownNumber(
  families: Families,
  { family, cell, month }: { family: string; cell: string; month: Month },
): Pick<ShownCell, 'members' | 'since'> {
  const shown = families[family]?.cells[cell]
  return shown === undefined || (shown.members === 0 && shown.since !== month) ? { members: null } : shown
}
