import { smallest } from '../../shared/domain/hiding/bound.ts'

/** A hidden cell: its least possible value, and the known facts about the cells that add up to it. */
export type Hidden = { key: string; least: number; parts?: { shown: number; hidden: Hidden[] } }

/** The least and the greatest possible value of a cell. */
export type Range = [least: number, most: number]

/**
 * The range of every cell for an attacker who knows the sum of the hidden cells, the least value of each, and that at least
 * one was hidden for being small. This is the audit by bounds of cell suppression (Massell, "Cell Suppression and Audit
 * Programs used for Economic Magnitude Data", US Census Bureau, RR2001/01). It is exact, and every number in a range is
 * possible, because no two cells have parts in common.
 */
export function rangesOf(sum: number, cells: Hidden[]): Map<string, Range> {
  const ranges = new Map<string, Range>()
  for (const small of cells)
    for (const [key, [least, most]] of rangesIf(small, sum, cells)) {
      const [l, m] = ranges.get(key) ?? [least, most]
      ranges.set(key, [Math.min(l, least), Math.max(m, most)])
    }
  return ranges
}

/** The ranges if one cell is the small one; undefined if it cannot be. */
function rangesIf(small: Hidden, sum: number, cells: Hidden[]): [string, Range][] {
  const own = cells.map((cell): Range => {
    const [least, most] = ownRange(cell)
    return cell === small ? [least, Math.min(most, smallest - 1)] : [least, most]
  })
  const within = shareRange([sum, sum], own)
  if (within.some(([least, most]) => least > most)) return []
  return cells.flatMap(({ key, parts }, i): [string, Range][] => {
    const range = within[i]
    if (!range) return []
    const [least, most] = range
    const below = parts ? shareRange([least - parts.shown, most - parts.shown], parts.hidden.map(ownRange)) : []
    return [[key, range], ...below.map((each, at): [string, Range] => [parts?.hidden[at]?.key ?? '', each])]
  })
}

/** The range of a cell from its own facts and its parts, without its neighbours. */
function ownRange({ least, parts }: Hidden): Range {
  if (!parts) return [least, Number.POSITIVE_INFINITY]
  const below = parts.hidden.map(ownRange)
  return [Math.max(least, parts.shown + leastOf(below)), parts.shown + mostOf(below)]
}

/** The range of each of some cells whose sum lies in a range. */
const shareRange = ([least, most]: Range, own: Range[]): Range[] =>
  own.map(([l, m], i) => {
    const others = own.filter((_, at) => at !== i)
    return [Math.max(l, least - mostOf(others)), Math.min(m, most - leastOf(others))]
  })

const leastOf = (ranges: Range[]): number => ranges.reduce((sum, [least]) => sum + least, 0)
const mostOf = (ranges: Range[]): number => ranges.reduce((sum, [, most]) => sum + most, 0)
