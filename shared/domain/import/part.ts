import * as z from 'zod'
import { monthOfDay } from '../calendar.ts'
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

/** A row, and the cells that it counts in. */
export type PlacedRow = { cell: string; row: PartRow }

/** About as many rows as one transaction holds. They share counters. */
const rowsTogether = 8

/** How far ahead to look for a row that shares counters with the last ones. */
const rowsAhead = 100

/**
 * Sorts rows by their cells, then brings forward rows that share cells with the last ones. Neighbours then change the same
 * counters, and a transaction writes few of them.
 */
export function orderByCells(rows: PlacedRow[]): PartRow[] {
  const waiting = rows
    .toSorted((a, b) => ascending(a.cell, b.cell) || a.row.line - b.row.line)
    .map(({ cell, row }) => ({ row, cells: listCells(cell) }))
  // Only the rows in sight are spliced: taking each row out of the whole list would move all the others every time.
  const ahead = waiting.slice(0, rowsAhead)
  let next = rowsAhead
  const ordered: typeof ahead = []
  while (ahead.length > 0) {
    const last = new Set(ordered.slice(-rowsTogether).flatMap(({ cells }) => cells))
    ordered.push(...ahead.splice(findNearest(ahead, last), 1))
    ahead.push(...waiting.slice(next, next + 1))
    next++
  }
  return ordered.map(({ row }) => row)
}

/** The index of the first row with the fewest cells that are not among the last ones. */
function findNearest(rows: readonly { cells: string[] }[], last: ReadonlySet<string>): number {
  let nearest = { at: 0, others: Number.POSITIVE_INFINITY }
  for (const [at, { cells }] of rows.entries()) {
    const others = cells.filter((cell) => !last.has(cell)).length
    if (others < nearest.others) nearest = { at, others }
    if (others === 0) break
  }
  return nearest.at
}

/** The cells that a row counts in, as text. */
export const makeCellKey = (areas: AreaTree, { area, stages }: ImportRow): string =>
  [areas.leafOf(area) ?? area, ...stages.map(({ happenedOn }) => monthOfDay(happenedOn))].join(' ')

/** The cells of a key, each once: a leaf area with a month. */
const listCells = (key: string): string[] => {
  const [leaf, ...months] = key.split(' ')
  return [...new Set(months)].map((month) => `${leaf} ${month}`)
}
