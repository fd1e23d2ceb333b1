import type { ClassListView } from '../domain/classes/class-list.ts'
import type { ExportFormat } from '../domain/export/export.ts'
import type { About, Column, Value } from '../domain/export/sheet.ts'
import { csvSheet } from './csv.ts'
import { wholeSheet } from './sheet.ts'
import { xlsxSheet } from './xlsx.ts'

const columns: Column[] = [
  { heading: 'No', type: 'integer', width: 6 },
  { heading: 'Nomor anggota', type: 'text', width: 15 },
  { heading: 'Nama', type: 'text', width: 36 },
  { heading: 'Telepon', type: 'text', width: 18 },
  { heading: 'Hadir', type: 'text', width: 8 },
]

/** A class list as a table, to send back with the column `Hadir` filled in. */
export function classListSheet(list: ClassListView, format: ExportFormat): Uint8Array {
  const rows = list.members.map(({ number, name, phone = null }, i): Value[] => [i + 1, number, name, phone, null])
  const writer = format === 'csv' ? csvSheet(columns) : xlsxSheet(columns, 'Daftar hadir')
  return wholeSheet(writer, rows, aboutClass(list))
}

/** Says which class the list belongs to. */
export const aboutClass = ({ id, stage, heldOn, agency, title, place, members }: ClassListView): About => [
  ...(title === undefined ? [] : [['Kelas', title] satisfies About[number]]),
  ['Tahap', stage],
  ['Tanggal', heldOn],
  ...(place === undefined ? [] : [['Tempat', place] satisfies About[number]]),
  ['Perangkat daerah', agency],
  ['Peserta', String(members.length)],
  ['Daftar', id],
]
