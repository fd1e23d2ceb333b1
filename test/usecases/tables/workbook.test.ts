import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openTable } from '../../../shared/usecases/tables/open-table.ts'
import { UnreadableFile } from '../../../shared/usecases/tables/unreadable-file.ts'

type Parts = { rows?: string; before?: string; strings?: string; formats?: string; more?: Record<string, string> }

/** A workbook of one sheet with the given XML in it. */
function pack({ rows = '', before = '', strings, formats = '', more = {} }: Parts, level: 0 | 6 = 6): Uint8Array {
  const files: Record<string, string> = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': `<styleSheet><numFmts>${formats}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${before}<sheetData>${rows}</sheetData></worksheet>`,
    ...(strings !== undefined && { 'xl/sharedStrings.xml': `<sst>${strings}</sst>` }),
    ...more,
  }
  const entries = Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, strToU8(text)])
  return zipSync(Object.fromEntries(entries), { level })
}

/** The rows of the first sheet, or the code of the refusal. */
async function read(file: Uint8Array): Promise<[number, string[]][] | string> {
  async function* pieces() {
    yield file
  }
  try {
    const rows: [number, string[]][] = []
    const { sheets } = await openTable(async () => pieces())
    for await (const { row, cells } of sheets[0]?.rows() ?? []) rows.push([row, cells])
    return rows
  } catch (error) {
    if (error instanceof UnreadableFile) return error.problem.code
    throw error
  }
}

const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('rows are as the sheet shows them', () => {
  test.each<[string, Parts, [number, string[]][]]>([
    ['texts in their cells', { rows: `<row r="1">${cell('A1', 'a')}${cell('C1', 'c')}</row>` }, [[1, ['a', '', 'c']]]],
    [
      'no addresses',
      { rows: '<row><c><v>1</v></c><c t="str"><v>x</v></c></row><row><c><v>2</v></c></row>' },
      [
        [1, ['1', 'x']],
        [2, ['2']],
      ],
    ],
    ['cells out of order', { rows: `<row r="1">${cell('B1', 'b')}${cell('A1', 'a')}</row>` }, [[1, ['a', 'b']]]],
    [
      'a huge dimension',
      { before: '<dimension ref="A1:XFD1048576"/>', rows: `<row r="1">${cell('A1', 'a')}</row>` },
      [[1, ['a']]],
    ],
    [
      'a shared formula',
      {
        rows: '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>3</v></c></row>',
      },
      [[1, ['2', '3']]],
    ],
    [
      'blanks that are kept',
      {
        rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        strings: '<si><t xml:space="preserve"> a &amp; b </t></si>',
      },
      [[1, [' a & b ']]],
    ],
    [
      'a cell of 65,536 characters',
      { rows: `<row r="1">${cell('A1', 'x'.repeat(65_536))}</row>` },
      [[1, ['x'.repeat(65_536)]]],
    ],
    [
      'entries outside',
      { rows: `<row r="1">${cell('A1', 'a')}</row>`, more: { '../../etc/passwd': 'x' } },
      [[1, ['a']]],
    ],
  ])('with %s', async (_, parts, rows) => {
    expect(await read(pack(parts))).toEqual(rows)
  })

  test('a sheet that is not packed may have any length', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `<row r="${i + 1}">${cell(`A${i + 1}`, 'x'.repeat(60_000))}</row>`,
    )
    expect(await read(pack({ rows: rows.join('') }, 0))).toHaveLength(300)
  })
})

describe('refused with a sentence', () => {
  test.each<[string, string, Parts]>([
    [
      'a text that is not among those of the workbook',
      'import_workbook_broken',
      { rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' },
    ],
    [
      'two rows of one number',
      'import_workbook_broken',
      { rows: `<row r="2">${cell('A2', 'a')}</row><row r="2">${cell('A2', 'b')}</row>` },
    ],
    ['a row without a number that counts', 'import_workbook_broken', { rows: `<row r="-1">${cell('A1', 'a')}</row>` }],
    [
      'entities of its own',
      'import_workbook_broken',
      { more: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' } },
    ],
  ])('%s', async (_, code, parts) => {
    expect(await read(pack(parts))).toBe(code)
  })

  test('a sheet with a wrong checksum', async () => {
    const file = pack({ rows: `<row r="1">${cell('A1', 'checked')}</row>` }, 0)
    const at = Buffer.from(file).indexOf('checked')
    file[at] = 'C'.charCodeAt(0)
    expect(await read(file)).toBe('import_workbook_broken')
  })

  test('a file that is cut off, anywhere', async () => {
    const file = pack({ rows: `<row r="1">${cell('A1', 'a')}</row>`, strings: '<si><t>a</t></si>' })
    const found = new Set<unknown>()
    for (let length = 4; length < file.length; length++) found.add(await read(file.subarray(0, length)))
    expect(found).toEqual(new Set(['import_workbook_broken']))
  })
})

describe('costs time and memory in proportion to its size', () => {
  test('a format of brackets only', async () => {
    expect(await read(pack({ formats: `<numFmt numFmtId="0" formatCode="${'['.repeat(300_000)}"/>` }))).toEqual([])
  })

  test('hidden columns of huge ranges, and the same ones many times', async () => {
    const columns = '<col min="-99999999" max="9999" hidden="1"/>'.repeat(3)
    expect(
      await read(pack({ before: `<cols>${columns}</cols>`, rows: `<row r="1">${cell('A1', 'a')}</row>` })),
    ).toEqual([[1, ['a']]])
  })

  test('a row of millions of empty cells', async () => {
    expect(await read(pack({ rows: `<row r="1">${'<c/>'.repeat(3_500_000)}</row>` }))).toEqual([[1, []]])
  })
})

test('a table of OpenDocument is refused by its kind', async () => {
  const files = {
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': '<office:document-content/>',
  }
  const entries = Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, strToU8(text)])
  expect(await read(zipSync(Object.fromEntries(entries)))).toBe('import_workbook_kind')
})
