import type { Month } from '../calendar.ts'
import { largestSmall, smallest } from './bound.ts'
import { hideCells, type ShownCell, type ShownFamily } from './hide-cells.ts'

/** Cells that add up to what is public, and what lies in each of them. */
export type Partition = { key: string; parts: Part[] }
export type Part = { key: string; members: number; parts?: Part[] }

/** Families by key: `area/P1` for the cities of the whole, `area/P1/31.71` for the districts of a city. */
export type Families = Record<string, ShownFamily>

/**
 * What is shown of a partition of a number that is public. Parts of a cell are brought up to date only with the cell:
 * while it keeps an earlier number, or is hidden, they do too, and nobody can add them up to what it is now.
 */
export function showPartition(before: Families, month: Month, { key, parts }: Partition): Families {
  const [only, ...others] = parts
  const family =
    only && others.length === 0
      ? exactly(month, only)
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

/** A cell that is alone is what it is a part of, and as small. */
function exactly(month: Month, { key, members }: Part): ShownFamily {
  const cell: ShownCell =
    members < smallest ? { members: null, least: 0, most: largestSmall } : { members, since: month, least: 0, most: 0 }
  return { month, total: members, cells: { [key]: cell } }
}

/**
 * What is shown of a cell: no number while there is none, and from which month the number is. A nobody of an earlier month
 * may be a few by now, so it is hidden as those are.
 */
export function shownIn(
  families: Families,
  { family, cell, month }: { family: string; cell: string; month: Month },
): Pick<ShownCell, 'members' | 'since'> {
  const shown = families[family]?.cells[cell]
  return shown === undefined || (shown.members === 0 && shown.since !== month) ? { members: null } : shown
}
