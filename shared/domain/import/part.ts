import * as z from 'zod'
import { monthOfDay } from '../calendar.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import { ImportRow } from './row.ts'

/**
 * A row that is to be applied, with its cells as they stood. `isKnown` when validating found that the person is a
 * member already.
 */
export const PartRow = z.union([
  z.object({ line: z.int(), row: ImportRow, cells: z.array(z.string()), isKnown: z.boolean() }),
  // A person who was erased meanwhile: the place stays, so that checkpoints hold.
  z.object({ line: z.int(), erased: z.literal(true) }),
])
export type PartRow = z.infer<typeof PartRow>
export type PersonRow = Extract<PartRow, { row: ImportRow }>

/**
 * Rows in the order of the cells that they count in: neighbours change the same counters, so that a transaction of many
 * members writes few of them.
 */
export const inCellOrder = (areas: AreaTree, rows: PersonRow[]): PersonRow[] =>
  rows
    .map((each) => ({ each, cell: cellKey(areas, each.row) }))
    .toSorted((a, b) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : a.each.line - b.each.line))
    .map(({ each }) => each)

const cellKey = (areas: AreaTree, { area, stages }: ImportRow): string =>
  [areas.leafOf(area) ?? area, ...stages.map(({ happenedOn }) => monthOfDay(happenedOn))].join(' ')
