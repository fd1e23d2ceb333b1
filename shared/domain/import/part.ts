import * as z from 'zod'
import { monthOfDay } from '../calendar.ts'
import { listMarks } from '../duplicates/mark.ts'
import { mostTransactionItems } from '../ledger/transaction-size.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import { ascending } from '../values/text-order.ts'
import { ImportRow } from './row.ts'

/**
 * A row to apply, with its cells as uploaded. `isKnown` is true when validation found the person among the members.
 */
export const PartRow = z.union([
  z.object({
    line: z.int(),
    sheetRow: z.int().optional(),
    row: ImportRow,
    cells: z.array(z.string()),
    isKnown: z.boolean(),
  }),
  // Instead of an erased person's row: the row keeps its number, so that checkpoints stay right.
  z.object({
    line: z.int(),
    sheetRow: z.int().optional(),
    erased: z.literal(true),
    heldBy: z.string().optional().describe('The erased member who holds the NIK of the row'),
  }),
])
export type PartRow = z.infer<typeof PartRow>
export type PersonRow = Extract<PartRow, { row: ImportRow }>

/** A row, the cells that it counts in, and about how many items it writes besides their counters. */
export type PlacedRow = { cell: string; items: number; row: PartRow }

/** One item of a transaction is the chunk. Three are left for pairs of similar records that are found on the way. */
export const roomForRows = mostTransactionItems - 1 - 3

/** How far ahead to look for a row that shares counters with others. */
const rowsAhead = 200

type WaitingRow = { row: PartRow; items: number; cells: string[] }

/**
 * Sorts rows by their cells, then brings forward rows that share cells. Rows of one transaction then change the same counters, and
 * the transaction writes few of them.
 */
export function orderByCells(rows: PlacedRow[]): PartRow[] {
  const waitingRows = rows
    .toSorted((a, b) => ascending(a.cell, b.cell) || a.row.line - b.row.line)
    .map(({ cell, ...row }) => ({ ...row, cells: listCells(cell) }))
  // Only the rows in sight are spliced: taking each row out of the whole list would move all the others every time.
  const ahead = waitingRows.slice(0, rowsAhead)
  let next = rowsAhead
  let transaction = { cells: new Set<string>(), room: roomForRows }
  const orderedRows: PartRow[] = []
  while (ahead.length > 0) {
    const [found] = ahead.splice(findNearest(ahead, transaction), 1)
    if (!found) {
      transaction = { cells: new Set(), room: roomForRows }
      continue
    }
    orderedRows.push(found.row)
    transaction.room -= found.items + countAdded(found, transaction.cells)
    for (const cell of found.cells) transaction.cells.add(cell)
    ahead.push(...waitingRows.slice(next, next + 1))
    next++
  }
  return orderedRows
}

/**
 * Returns the place of the row that adds the fewest cells to a transaction and shares the most with it, or the length of `rows`
 * if no row fits. A new transaction takes the first row.
 */
function findNearest(
  rows: readonly WaitingRow[],
  { cells, room }: { cells: ReadonlySet<string>; room: number },
): number {
  if (cells.size === 0) return 0
  let nearest = { at: rows.length, distance: Number.POSITIVE_INFINITY }
  for (const [at, row] of rows.entries()) {
    const addedCells = countAdded(row, cells)
    if (row.items + addedCells > room) continue
    const sharedCells = row.cells.length - addedCells
    if (addedCells - sharedCells < nearest.distance) nearest = { at, distance: addedCells - sharedCells }
    if (addedCells === 0 && sharedCells === cells.size) break
  }
  return nearest.at
}

const countAdded = (row: WaitingRow, known: ReadonlySet<string>): number =>
  row.cells.filter((cell) => !known.has(cell)).length

/** About how many items a new member's row writes: the member, the row, the NIK, marks and entries. */
export const countRowItems = (row: ImportRow): number => 3 + listMarks(row).length + row.stages.length

/** The cells that a row counts in, as text. */
export const makeCellKey = (areas: AreaTree, { area, stages }: ImportRow): string =>
  [areas.leafOf(area) ?? area, ...stages.map(({ happenedOn }) => monthOfDay(happenedOn))].join(' ')

/** The cells of a key, each once: a leaf area with a month. */
const listCells = (key: string): string[] => {
  const [leaf, ...months] = key.split(' ')
  return [...new Set(months)].map((month) => `${leaf} ${month}`)
}
