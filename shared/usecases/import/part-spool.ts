import { gunzipSync, gzipSync } from 'node:zlib'
import { inCellOrder, PartRow, type PersonRow } from '../../domain/import/part.ts'
import type { AreaTree } from '../../domain/programme/area-tree.ts'
import { byKey } from '../../domain/values/text-order.ts'

const rowsOfBlock = 500

/** Collects rows by part, compressed, so that a file of any length is split in little memory. */
export function partSpool(areas: AreaTree) {
  const parts = new Map<string, { lines: string[]; blocks: Uint8Array[]; rows: number }>()
  const addTo = (area: string, row: PartRow): void => {
    // One part per kecamatan, so that parts share no counters.
    const name = areas.districtOf(area)
    const part = parts.get(name) ?? { lines: [], blocks: [], rows: 0 }
    parts.set(name, part)
    part.lines.push(JSON.stringify(row))
    part.rows++
    if (part.lines.length < rowsOfBlock) return
    part.blocks.push(gzipSync(`${part.lines.join('\n')}\n`))
    part.lines = []
  }
  return {
    add: (row: PersonRow): void => addTo(row.row.area, row),
    /** Adds a row about an erased person without its content. Applying it refuses a NIK that is taken. */
    addForgotten: (place: { line: number; sheetRow: number }, area: string): void =>
      addTo(area, { ...place, erased: true, isTaken: true }),
    /** The parts by name, and how many rows each has. */
    parts: () => [...parts].toSorted(byKey).map(([part, { rows }]) => ({ part, rows })),
    /** The rows of a part in the order in which they are applied. */
    readRows(name: string): PartRow[] {
      const { lines, blocks } = parts.get(name) ?? { lines: [], blocks: [] }
      const all = [...blocks.flatMap((block) => gunzipSync(block).toString('utf8').trimEnd().split('\n')), ...lines]
      const rows = all.map((line) => PartRow.parse(JSON.parse(line)))
      const ofPeople = rows.filter((row) => 'row' in row)
      return [...inCellOrder(areas, ofPeople), ...rows.filter((row) => !('row' in row))]
    },
  }
}
