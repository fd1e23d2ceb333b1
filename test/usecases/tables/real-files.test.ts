import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readMembers } from '../../support/read-members.ts'
import { writeWorkbook } from '../../support/write-workbook.ts'

// The same 300 members, written by other programs; see test/files/README.md.
const files = path.join(import.meta.dirname, '../../files')
const readTestFile = (name: string) => readFileSync(path.join(files, name))

/** The cells of LibreOffice's CSV, with four-digit years in dates. */
const rows = readTestFile('libreoffice-id.csv')
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => line.split(';').map((cell) => cell.replace(/^(\d\d)\/(\d\d)\/(\d\d)$/, isoDay)))

function isoDay(_: string, day: string, month: string, year: string): string {
  return `${Number(year) < 30 ? 20 : 19}${year}-${month}-${day}`
}

let first: Awaited<ReturnType<typeof readMembers>>
beforeAll(async () => {
  first = await readMembers(readTestFile('libreoffice-id.csv'))
})

test('LibreOffice’s Indonesian CSV has 300 members, and nothing is wrong with them', () => {
  expect(first).toMatchObject({ problems: [], rows: 301 })
  expect(new Set(first.people).size).toBe(300)
  expect(first.people?.[1]).toBe(
    '{"person":{"name":"Eko Saputra 2","nik":"9971010901600002","birthDate":"1960-01-09"},"gender":"male","category":"pemula",' +
      '"area":"31.71.01.1003","agency":"PPKUKM","stages":[{"stage":"P1","happenedOn":"2021-07-25"}]}',
  )
})

test.each(['libreoffice-us.csv', 'libreoffice-id.xlsx', 'libreoffice-us.xlsx'])('%s has the same', async (name) => {
  expect(await readMembers(readTestFile(name))).toEqual(first)
})

test('a workbook of Excel with dates from 1904, and with phones as numbers, has the same', async () => {
  const cellOf = (cell: string) => {
    if (/^\d{4}-\d\d-\d\d$/.test(cell)) return { day: cell }
    return /^08\d+$/.test(cell) ? { number: `${Number(cell)}` } : { text: cell }
  }
  const book = writeWorkbook([{ name: 'Data', rows: rows.map((row) => row.map(cellOf)) }], { isFrom1904: true })
  expect(await readMembers(book)).toEqual(first)
})

test('a workbook with NIKs as numbers has lost them, and the findings say so', async () => {
  const [heading = [], ...people] = rows
  const book = writeWorkbook([
    {
      name: 'Data',
      rows: [heading, ...people].map((row, n) =>
        row.map((cell, i) => (n > 0 && i === 1 ? { number: Number(cell).toExponential() } : { text: cell })),
      ),
    },
  ])
  const { problems } = await readMembers(book)
  expect(problems).toHaveLength(300)
  expect(problems).toContainEqual({ code: 'number_scientific', path: ['nik'] })
})

test('UTF-16 as a phone shares it has the same', async () => {
  const text = `\ufeff${rows.map((row) => row.join('\t')).join('\r\n')}\r\n`
  expect(await readMembers(Buffer.from(text, 'utf16le'))).toEqual(first)
  expect(await readMembers(Buffer.from(text, 'utf16le').swap16())).toEqual(first)
})
