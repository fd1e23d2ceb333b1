import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column, Value } from '../../shared/domain/export/sheet.ts'
import { nameSheet } from '../../shared/render/report-xlsx.ts'
import { wholeSheet } from '../../shared/render/sheet.ts'
import { xlsxSheet } from '../../shared/render/xlsx.ts'
import { readXlsx } from '../support/read-xlsx.ts'

const columns: Column[] = [
  { heading: 'NIK', type: 'text', width: 20 },
  { heading: 'Lahir', type: 'date', width: 12 },
  { heading: 'Hari', type: 'integer', width: 8 },
]

const bytesOf = (rows: Value[][]) =>
  wholeSheet(xlsxSheet(columns, 'Anggota'), rows, [['Jumlah baris', String(rows.length)]])

const readRows = (rows: Value[][]) => readXlsx(bytesOf(rows))

test('long numbers and leading zeros are texts, days are dates, counts are numbers', () => {
  const [, data] = readRows([['0171016703980001', '1998-03-27', 12]]).sheets
  expect(data?.get('A2')).toEqual({ text: '0171016703980001' })
  expect(data?.get('B2')).toEqual({ number: 35_881, format: 'yyyy\\-mm\\-dd' })
  expect(data?.get('C2')).toEqual({ number: 12, format: '0' })
})

test('a day that Excel miscounts, or that is no day, is a text', () => {
  const [, data] = readRows([
    ['a', '1900-02-28', null],
    ['b', '1900-03-01', null],
    ['c', 'kemarin', null],
  ]).sheets
  expect([data?.get('B2'), data?.get('B4')]).toEqual([{ text: '1900-02-28' }, { text: 'kemarin' }])
  expect(data?.get('B3')).toMatchObject({ number: 61 })
})

test('the first sheet describes the second, whose headings stay in view and can filter it', () => {
  const { sheets, files } = readRows([['a', null, 1]])
  expect(sheets[0]?.get('A1')).toEqual({ text: 'Jumlah baris' })
  expect(sheets[0]?.get('B1')).toEqual({ text: '1' })
  expect(sheets[1]?.get('C1')).toEqual({ text: 'Hari' })
  expect(files['xl/worksheets/sheet2.xml']).toContain(
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
  )
  expect(files['xl/worksheets/sheet2.xml']).toContain('<autoFilter ref="A1:C2"/>')
})

test('a table without rows has its headings', () => {
  expect(readRows([]).sheets[1]?.get('A1')).toEqual({ text: 'NIK' })
})

test('columns behind Z have two letters', () => {
  const wide = Array.from({ length: 28 }, (_, i): Column => ({ heading: `k${i}`, type: 'text', width: 5 }))
  expect(readXlsx(wholeSheet(xlsxSheet(wide, 'Lebar'), [], [])).sheets[1]?.get('AB1')).toEqual({ text: 'k27' })
})

test('a file written in pieces is the same as one written at once', () => {
  const writer = xlsxSheet(columns, 'Anggota')
  const rows = Array.from({ length: 1000 }, (_, i): Value[] => [`orang ${i}`, '2021-11-30', i])
  const pieces = [writer.rows(rows.slice(0, 400)), writer.rows(rows.slice(400))]
  const { before, after } = writer.end([])
  const { sheets } = readXlsx(Buffer.concat([before, ...pieces, after]))
  expect(sheets[1]?.get('C1001')).toEqual({ number: 999, format: '0' })
  expect(sheets[1]?.size).toBe(3003)
})

test('any text is read back unchanged, and no cell is a formula', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'=+-@\t\r\n<>&"\'_x041', '_x0041_', '\u0000', '\uFFFE', '😀'),
      fc.string({ unit: 'binary' }),
    ),
  })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
      const { sheets, files } = readRows(texts.map((each) => [each, null, null]))
      expect(texts.map((_, i) => sheets[1]?.get(`A${i + 2}`))).toEqual(texts.map((each) => ({ text: each })))
      expect(files['xl/worksheets/sheet2.xml']).not.toMatch(/<f[ >]/)
    }),
    { numRuns: 40 },
  )
})

test('the same table gives the same bytes', () => {
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  expect(digest(bytesOf([['a', null, 1]]))).toBe(digest(bytesOf([['a', null, 1]])))
})

test.each([
  ['Indikator dan target', 'Indikator dan target'],
  ['Dibandingkan bulan lalu dan tahun lalu', 'Dibandingkan bulan lalu'],
  ['Dibukukan bulan ini untuk bulan-bulan sebelumnya', 'Dibukukan bulan ini'],
  ['Posted this month for earlier months', 'Posted this month for earlier'],
  ['Menurut kota/kabupaten', 'Menurut kota kabupaten'],
  ['K'.repeat(40), 'K'.repeat(31)],
])('the sheet of %j is called %j: as many whole words as Excel allows', (title, name) => {
  expect(nameSheet(title)).toBe(name)
})
