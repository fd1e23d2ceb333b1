import { expect, test } from 'vitest'
import { isOtherHeading, plainHeading } from '../../../shared/domain/tables/heading.ts'

const heading = { cells: ['Nama', 'NIK', 'Hadir', 'Catatan'], top: 0, rows: 1 }
const plainHeadings = heading.cells.map(plainHeading)
const isKnown = (cell: string) => plainHeadings.includes(plainHeading(cell))

test.each([
  ['the columns in another order', ['NIK', 'Nama', 'Catatan', 'Hadir'], true],
  ['two columns that have changed places', ['NIK', 'Nama', 'Hadir', 'Catatan'], true],
  ['half of the cells, in other columns', ['Hadir', 'Nama', 'Tugas', 'Nilai'], true],
  ['the same heading, as each page prints it', ['NAMA', 'N.I.K.', 'Hadir', 'Catatan:'], false],
  ['fewer headings than other cells', ['Hadir', 'Nama', 'Tugas', 'Nilai', 'Peringkat'], false],
  ['one label under each of two signatures', ['', 'Nama', '', 'Nama'], false],
  ['a day beside labels', ['NIK', 'Nama', 'Jakarta, 5 Desember 2021'], false],
])('%s: %j', (_, cells, isOther) => {
  expect(isOtherHeading(heading, cells, isKnown)).toBe(isOther)
})
