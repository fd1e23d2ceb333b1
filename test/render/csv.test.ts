import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsv } from '../../shared/render/csv.ts'
import { parseCsv } from '../support/parse-csv.ts'

const writeCell = (text: string) => writeCsv([[text]]).slice(1, -2)

test('rows end in CR LF, and the first begins with a byte order mark', () => {
  expect(
    writeCsv([
      ['a', 1],
      [null, 'b'],
    ]),
  ).toBe('\uFEFFa,1\r\n,b\r\n')
  expect(writeCsv([])).toBe('\uFEFF\r\n')
})

describe('texts', () => {
  test.each([
    ['Gambir', 'Gambir'],
    ['Warung "Bu Sri"', '"Warung ""Bu Sri"""'],
    ['Kopi, teh', '"Kopi, teh"'],
    ['satu\ndua', '"satu\ndua"'],
    ['satu\r\ndua', '"satu\r\ndua"'],
    ['satu;dua', '"satu;dua"'],
    ['"', '""""'],
    ['', ''],
    ['31.71.01', '31.71.01'],
    ['a=b', 'a=b'],
    ['Pulau-pulau', 'Pulau-pulau'],
  ])('%j is written %s', (text, written) => {
    expect(writeCell(text)).toBe(written)
  })
})

describe('formulas', () => {
  test.each([
    '=1+1',
    "=cmd|' /C calc'!A0",
    '+62812',
    '-1+2',
    '-',
    '@SUM(A1)',
    '\tteks',
    '\rteks',
    ' =1+1',
    '\n=1+1',
    '\u00A0=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
    '-1.5e3',
    '--1',
  ])('%j is guarded', (text) => {
    expect(parseCsv(`${writeCell(text)}\r\n`)[0]?.[0]?.replaceAll("'", '')).toBe(text.replaceAll("'", ''))
    expect(parseCsv(writeCsv([[text]]).slice(1))[0]?.[0]).toMatch(/^'/)
  })

  test.each(['Kopi;=1+1', 'Kopi\n=1+1', 'Kopi\r\n@A1', 'Kopi; -1+1', '"Kopi";=1'])(
    '%j is guarded where an Indonesian spreadsheet begins another cell',
    (text) => {
      const cells = writeCell(text).split(/[;\r\n]/)
      for (const cell of cells.slice(1)) expect(cell).not.toMatch(/^[\s"]*[=+\-@]/)
    },
  )
})

test.each([0, 1, -1, -821, 283_343, -0.5, '-0.50', '101.50', '-12.00', '5'])('the number %s is not guarded', (n) => {
  expect(writeCsv([[n]])).toBe(`\uFEFF${n}\r\n`)
})

test('every written text is read back, apart from guards, and no cell begins a formula', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab=+-@"\',;\t\r\n 1é＝') })
  const rows = fc.integer({ min: 1, max: 4 }).chain((columns) => {
    const cell = fc.oneof(text, fc.integer(), fc.constant(null))
    return fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 })
  })
  const bare = (value: unknown) => String(value ?? '').replaceAll("'", '')
  fc.assert(
    fc.property(rows, (table) => {
      const readRows = parseCsv(writeCsv(table).slice(1))
      expect(readRows.map((row) => row.map(bare))).toEqual(table.map((row) => row.map(bare)))
      for (const value of readRows.flat())
        if (!/^-?\d+(\.\d+)?$/.test(value)) expect(value).not.toMatch(/^\s*[=+\-@＝]/)
    }),
  )
})
