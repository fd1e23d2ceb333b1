import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import { countRowItems, makeCellKey, orderByCells, PartRow, type PersonRow } from '../../domain/import/part.ts'
import type { ImportRow } from '../../domain/import/row.ts'
import type { AreaTree } from '../../domain/programme/area-tree.ts'
import { byKey } from '../../domain/values/text-order.ts'

const rowsPerBlock = 500

const PlacedRow = z.object({ cell: z.string(), items: z.int(), row: PartRow })

/** Collects rows by part, compressed, so that a file of any length can be split with little memory. */
export function makePartSpool(areas: AreaTree) {
  const parts = new Map<string, { lines: string[]; blocks: Uint8Array[]; rows: number }>()
  const addAt = (place: ImportRow, row: PartRow): void => {
    // One part per kecamatan, so that parts share no counters.
    const name = areas.districtOf(place.area)
    const part = parts.get(name) ?? { lines: [], blocks: [], rows: 0 }
    parts.set(name, part)
    part.lines.push(JSON.stringify({ cell: makeCellKey(areas, place), items: countRowItems(place), row }))
    part.rows++
    if (part.lines.length < rowsPerBlock) return
    part.blocks.push(gzipSync(`${part.lines.join('\n')}\n`))
    part.lines = []
  }
  return {
    add: (row: PersonRow): void => addAt(row.row, row),
    /**
     * Adds a row about an erased person without its content, in the row's place. When it is applied, its NIK is refused
     * as taken.
     */
    addForgotten: (place: { line: number; sheetRow: number; heldBy: string }, row: ImportRow): void =>
      addAt(row, { ...place, erased: true }),
    /** The parts by name, and how many rows each has. */
    parts: () => [...parts].toSorted(byKey).map(([part, { rows }]) => ({ part, rows })),
    /** The rows of a part in the order in which they are applied. */
    readRows(name: string): PartRow[] {
      const { lines, blocks } = parts.get(name) ?? { lines: [], blocks: [] }
      const all = [...blocks.flatMap((block) => gunzipSync(block).toString('utf8').trimEnd().split('\n')), ...lines]
      return orderByCells(all.map((line) => PlacedRow.parse(JSON.parse(line))))
    },
  }
}
