import fc from 'fast-check'
import { writeWorkbook } from './write-workbook.ts'

/** The form of a table in a file, as offices, spreadsheets and phones write it, apart from its contents. */
export type Layout = {
  as: 'csv' | 'utf-16' | 'xlsx'
  separator: string
  lineEnd: string
  quotes: 'needed' | 'all'
  titles: string[]
  blankEvery: number
  signature: string[]
  total: boolean
  leavesOutEmptyEnds: boolean
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  as: fc.constantFrom('csv', 'utf-16', 'xlsx'),
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  quotes: fc.constantFrom('needed', 'all'),
  titles: fc.constantFrom([], ['DAFTAR'], ['PEMERINTAH PROVINSI', 'DAFTAR BULAN INI', '']),
  blankEvery: fc.constantFrom(0, 1, 3),
  signature: fc.constantFrom([], ['Jakarta, 30 November 2021', 'Kepala Dinas', '', '(Nama Terang)']),
  total: fc.boolean(),
  leavesOutEmptyEnds: fc.boolean(),
})

/** Writes a table in a layout. Returns the file and the number of rows that a spreadsheet shows. */
export function writeTable(heading: string[], rows: string[][], layout: Layout): { file: Uint8Array; rows: number } {
  const width = heading.length
  const alone = (text: string) => Array.from({ length: width }, (_, i) => (i === width - 1 ? text : ''))
  const blank = alone('')
  const all = [
    ...layout.titles.map((title) => [title, ...blank.slice(1)]),
    heading,
    ...rows.flatMap((row, i) => (layout.blankEvery > 0 && i % layout.blankEvery === 0 ? [row, blank] : [row])),
    ...(layout.total ? [['JUMLAH', String(rows.length), ...blank.slice(2)]] : []),
    ...layout.signature.map(alone),
  ].map((row) => (layout.leavesOutEmptyEnds ? row.slice(0, row.findLastIndex((cell) => cell !== '') + 1) : row))
  if (layout.as === 'xlsx')
    return {
      file: writeWorkbook([{ name: 'Data', rows: all.map((row) => row.map((text) => ({ text }))) }]),
      rows: all.length,
    }
  const { separator, lineEnd, quotes } = layout
  const write = (cell: string) =>
    quotes === 'all' || cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  const text = all.map((row) => row.map(write).join(separator) + lineEnd).join('')
  return { file: Buffer.from(`\ufeff${text}`, layout.as === 'csv' ? 'utf8' : 'utf16le'), rows: all.length }
}
