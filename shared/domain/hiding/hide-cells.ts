import * as z from 'zod'
import { Month, previousMonth } from '../calendar.ts'
import { largestSmall, smallest } from './bound.ts'
import {
  type Bounds,
  boundUnmoved,
  cellsKeepSecrets,
  type Deviation,
  intervalKeepsSecrets,
  sumOf,
} from './chain-audit.ts'

/** A cell as the public knows it, and since which month. */
const ShownCell = z.object({
  members: z.int().nullable().describe('null: never shown, or fewer than the bound at the last update of the family'),
  since: Month.optional().describe('The month of the number; absent if none was shown'),
  least: z.int().describe('The least by which the cell exceeded the number at the last update of the family'),
  most: z.int().describe('The most by which it exceeded it; both are 0 if the number was exact'),
})
export type ShownCell = z.infer<typeof ShownCell>

/** The numbers shown for cells whose sum is public. The public document of a month hands them on to the next month. */
export const ShownFamily = z
  .object({
    month: Month.describe('The month of the last update'),
    total: z.int().describe('What the cells added up to then'),
    cells: z.record(z.string(), ShownCell),
  })
  .meta({ id: 'ShownFamily' })
export type ShownFamily = z.infer<typeof ShownFamily>

/** The numbers of a family's cells in a month. */
export type MonthCounts = { month: Month; counts: Record<string, number> }

/** A cell with the number last shown for it (0 if none), and how far the cell has moved since. */
type Cell = { members: number; last: ShownCell; shown: number; by: number }
type NamedCell = [key: string, cell: Cell]

/** What to do with each cell: show it anew, hide it because it fell below the bound, or keep what was shown. */
type Choice = { total: number; shown: NamedCell[]; fallen: NamedCell[]; still: NamedCell[]; heldBack: NamedCell[] }

const hiddenCell: ShownCell = { members: null, ...boundUnmoved(0) }

/**
 * Decides which cells of a family are shown and which are hidden, given the numbers shown before:
 *
 * 1. A cell is shown as it is when it has moved by at least the bound since its number was last shown. Until then it
 *    keeps that number, or stays hidden.
 * 2. The cells that are not shown anew add up to a known rest. So other cells are held back too, the smallest first,
 *    until the rest reveals no cell: `cellsKeepSecrets` judges this month, `intervalKeepsSecrets` the time before.
 * 3. If no choice is safe, everything stays as it was shown.
 */
export function hideCells(before: ShownFamily | undefined, { month, counts }: MonthCounts): ShownFamily {
  const cells = Object.entries(counts).map(([key, members]): NamedCell => {
    const last = before?.cells[key] ?? hiddenCell
    const shown = last.members ?? 0
    return [key, { members, last, shown, by: members - shown }]
  })
  const total = sumOf(cells, ([, { members }]) => members)
  const movedCells = cells.filter(([, { by }]) => Math.abs(by) >= smallest)
  const still = cells.filter(([, { by }]) => Math.abs(by) < smallest)
  const fallenCells = movedCells.filter(([, { members }]) => members < smallest)
  const dueCells = movedCells
    .filter(([, { members }]) => members >= smallest)
    .toSorted(([, a], [, b]) => a.members - b.members)
  // Cells of equal size are held back together. If their order decided, the cell that is shown would reveal the other.
  const choices = dueCells.flatMap(([, { members }], i): Choice[] =>
    members === dueCells[i - 1]?.[1].members
      ? []
      : [{ total, still, fallen: fallenCells, heldBack: dueCells.slice(0, i), shown: dueCells.slice(i) }],
  )
  // If no other cell has moved at all, each still holds its earlier number.
  if (still.every(([, { by }]) => by === 0) && fallenCells.length === 0)
    choices.unshift({ total, still: [], fallen: fallenCells, heldBack: [], shown: cells })
  if (fallenCells.length > 0) choices.push({ total, still, fallen: fallenCells, heldBack: dueCells, shown: [] })
  const safeChoice = choices.find(
    (choice) => cellsKeepSecrets(listUnknownCells(choice)) && keepsSecretsSince(before, month, choice),
  )
  if (!safeChoice)
    return before ?? { month, total, cells: mapValues(counts, () => ({ members: null, least: 0, most: total })) }
  const shown = makeShownCells(safeChoice, month)
  return { month, total, cells: mapValues(counts, (key) => shown.get(key) ?? hiddenCell) }
}

/** The cells that are not shown as they are now, with what the public can know of them. */
const listUnknownCells = ({ total, still, fallen, heldBack, shown }: Choice): Deviation[] => [
  ...still.map(([, { by, shown: number }]) => ({ by, ...boundUnmoved(number) })),
  ...fallen.map(([, { members, shown: number }]) => ({ by: members, ...boundFallen(number) })),
  ...heldBack.map(([, { by, shown: number }]) => ({ by, ...boundHeldBack(number, { total, shown }) })),
]

/**
 * The bounds of a cell that has fallen below the bound. It has also moved by at least the bound since it was last
 * shown.
 */
const boundFallen = (number: number): Bounds => ({ least: 0, most: Math.min(largestSmall, number - smallest) })

/**
 * The bounds of a cell that is held back to protect others. It has at least the bound, but fewer than every cell that
 * is shown, and has moved by at least the bound.
 */
function boundHeldBack(number: number, { total, shown }: Pick<Choice, 'total' | 'shown'>): Bounds {
  const most = Math.min(total, ...shown.map(([, { members }]) => members - 1))
  const hasFallen = most < number + smallest
  return { least: smallest - number, most: hasFallen ? Math.min(most - number, -smallest) : most - number }
}

function keepsSecretsSince(
  before: ShownFamily | undefined,
  month: Month,
  { total, still, fallen, heldBack, shown }: Choice,
): boolean {
  if (!before) return true
  return intervalKeepsSecrets({
    rest: before.total - sumOf(Object.values(before.cells), ({ members }) => members ?? 0),
    growth: total - before.total,
    shown: [...shown, ...fallen].map(([, { by, last }]) => ({ by, earlier: last })),
    behind: [
      ...still.map(([, { last }]) => ({ earlier: last, leastNow: 0 })),
      ...heldBack.map(([, { last }]) => ({ earlier: last, leastNow: smallest })),
    ],
    restNow: sumOf([...still, ...heldBack], ([, { by }]) => by),
    isLong: before.month !== previousMonth(month),
  })
}

function makeShownCells({ total, still, fallen, heldBack, shown }: Choice, month: Month): Map<string, ShownCell> {
  return new Map([
    ...shown.map(([key, { members }]): [string, ShownCell] => [key, { members, since: month, least: 0, most: 0 }]),
    ...fallen.map(([key, { shown: number }]): [string, ShownCell] => [key, { members: null, ...boundFallen(number) }]),
    ...still.map(([key, { last, shown: number }]): [string, ShownCell] => [key, { ...last, ...boundUnmoved(number) }]),
    ...heldBack.map(([key, { last, shown: number }]): [string, ShownCell] => [
      key,
      { ...last, ...boundHeldBack(number, { total, shown }) },
    ]),
  ])
}

const mapValues = (counts: MonthCounts['counts'], value: (key: string) => ShownCell): Record<string, ShownCell> =>
  Object.fromEntries(Object.keys(counts).map((key) => [key, value(key)]))
