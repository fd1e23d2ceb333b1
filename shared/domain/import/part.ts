import * as z from 'zod'
import { monthOfDay } from '../calendar.ts'
import type { AreaTree } from '../programme/area-tree.ts'
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
  // An erased person's row keeps its place, so that checkpoints hold.
  z.object({
    line: z.int(),
    sheetRow: z.int().optional(),
    erased: z.literal(true),
    isTaken: z.boolean().optional().describe('The person was erased before the file came: the NIK is taken'),
  }),
])
export type PartRow = z.infer<typeof PartRow>
export type PersonRow = Extract<PartRow, { row: ImportRow }>

/**
 * Sorts rows by the cells that they count in. Neighbours then change the same counters, and a transaction writes few of them.
 */
export const inCellOrder = (areas: AreaTree, rows: PersonRow[]): PersonRow[] =>
  rows
    .map((each) => ({ each, cell: cellKey(areas, each.row) }))
    .toSorted((a, b) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : a.each.line - b.each.line))
    .map(({ each }) => each)

const cellKey = (areas: AreaTree, { area, stages }: ImportRow): string =>
  [areas.leafOf(area) ?? area, ...stages.map(({ happenedOn }) => monthOfDay(happenedOn))].join(' ')
