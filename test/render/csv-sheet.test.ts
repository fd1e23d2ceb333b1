import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import type { Column, Value } from '../../shared/domain/export/sheet.ts'
import { cellText } from '../../shared/domain/tables/cell-text.ts'
import { csvSheet } from '../../shared/render/csv.ts'
import { wholeSheet } from '../../shared/render/sheet.ts'

const columns: Column[] = [
  { heading: 'NIK', type: 'text', width: 20 },
  { heading: 'Lahir', type: 'date', width: 12 },
  { heading: 'Hari', type: 'integer', width: 8 },
]

const fileOf = (rows: Value[][]) =>
  Buffer.from(
    wholeSheet(csvSheet(columns), rows, [
      ['Isi', 'Kecamatan Gambir'],
      ['Baris', String(rows.length)],
    ]),
  ).toString()

/** Reads the CSV strictly with another program: every line has as many fields as the first. */
const readStrictly = (rows: Value[][]) => z.array(z.array(z.string())).parse(parse(fileOf(rows), { bom: true }))

test('headings come first, then rows; notes about the sheet are the heading of a column without cells', () => {
  expect(fileOf([['Sri', '1998-03-27', 12]])).toBe(
    '\uFEFFNIK,Lahir,Hari,Isi: Kecamatan Gambir | Baris: 1\r\nSri,1998-03-27,12,\r\n',
  )
})

test.each([
  '3171016703980001',
  '081234567890',
  '+6281234567890',
  '00',
  '1.50',
  ',5',
  '12.345.678',
  '1E5',
  '50%',
  '1 1/2',
  '1-2',
  '3/4',
  '12:30',
  'Mei 21',
  '1 Maret',
  '=1+1',
  '-2+3',
])('%j is guarded, because a spreadsheet would change it', (text) => {
  expect(readStrictly([[text, null, null]])[1]?.[0]).toBe(`'${text}`)
})

test.each([
  ...['12', 'Gambir', '31.71.01.1001', '7K3M-9QXF', '31************01', 'Kopi 88', 'Marlina', "Ma'ruf"],
  // These are names of people too. Without a number beside it, no spreadsheet makes a date of one.
  ...['Juli', 'Mei', 'April', 'Agustus', 'JUNI'],
])('%j is not guarded', (text) => {
  expect(readStrictly([[text, null, null]])[1]?.[0]).toBe(text)
})

test('days and counts are not guarded', () => {
  expect(readStrictly([[null, '2021-11-30', -3]])[1]).toEqual(['', '2021-11-30', '-3', ''])
})

test('a text is the same after export and import, guarded or not', () => {
  const piece = fc.constantFrom(
    ...[
      '=',
      '+',
      '-',
      '@',
      "'",
      ';',
      ' ',
      '\n',
      ',',
      '.',
      ':',
      '/',
      '%',
      '0',
      '1',
      '27',
      'e',
      'a',
      'Mei',
      'Juli',
      '＝',
    ],
  )
  const texts = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('').trim())
  fc.assert(
    fc.property(
      fc.oneof(
        texts,
        fc.string().map((text) => text.trim()),
      ),
      (text) => {
        expect(cellText(readStrictly([[text, null, null]])[1]?.[0] ?? '')).toBe(text)
      },
    ),
    { numRuns: 2000 },
  )
})

test('another program reads back any text, apart from guards, and no cell begins a formula', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab=+-@"\',;\t\r\n 1é＝0.') })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      const cells = readStrictly(texts.map((each) => [each, null, 1]))
        .slice(1)
        .map((row) => row[0] ?? '')
      const bare = (value: string) => value.replaceAll("'", '')
      expect(cells.map(bare)).toEqual(texts.map(bare))
      for (const cell of cells) if (!/^-?\d+$/.test(cell)) expect(cell).not.toMatch(/^\s*[=+\-@＝]/)
    }),
  )
})
