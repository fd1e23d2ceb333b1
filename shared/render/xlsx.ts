import type { Column, SheetWriter, Value } from '../domain/export/sheet.ts'
import { nameColumn, style, writeCell, writeRow, writeText } from './xlsx/cells.ts'
import { frameFiles } from './xlsx/frame.ts'
import { makePacker } from './xlsx/packer.ts'
import { aboutSheet, countRowLines, worksheetEnd, worksheetStart } from './xlsx/worksheet.ts'

/**
 * A table of typed columns as an Excel workbook (ECMA-376). It needs memory for only a few rows, because the sheet's
 * XML is compressed as it is written. The first sheet describes the second. Texts are cells of the format Text: no
 * program evaluates them, and they stay as typed when edited. Days are real dates, under a fixed row of headings.
 */
export function xlsxSheet(columns: Column[], name: string): SheetWriter {
  const { file, end, takeBytes } = makePacker()
  const data = file('xl/worksheets/sheet2.xml')
  data.push(worksheetStart(columns))
  let rowCount = 1
  const listedSheets = [
    { name: 'Keterangan', hasHeadings: false },
    { name, hasHeadings: true },
  ]
  const writeNextRow = (values: Value[]): string =>
    writeRow(
      ++rowCount,
      columns.map(({ type }, i) => writeCell(values[i] ?? null, type)),
    )
  return {
    rows(rows) {
      data.push(rows.map(writeNextRow).join(''))
      return takeBytes()
    },
    end(about) {
      data.push(worksheetEnd(columns, rowCount), true)
      file('xl/worksheets/sheet1.xml').push(aboutSheet(about), true)
      for (const [path, text] of Object.entries(frameFiles(listedSheets))) file(path).push(text, true)
      end()
      return { before: new Uint8Array(), after: takeBytes() }
    },
  }
}

/**
 * A sheet of a workbook that fits into memory. `fixed` is the number of columns that stay in view; headings always do.
 * The first `printed` columns go on paper, the others are only for the screen. `links` are the sheets to which its rows link.
 */
export type WholeSheet = {
  name: string
  columns: Column[]
  rows: Value[][]
  fixed: number
  printed?: number
  links?: string[]
}

/** A workbook of several sheets, each under a fixed row of headings. */
export function xlsxWorkbook(sheets: WholeSheet[]): Uint8Array {
  const { file, end, takeBytes } = makePacker()
  sheets.forEach(({ columns, rows, fixed, links }, i) => {
    const body = rows.map((values, row) =>
      writeRow(
        row + 2,
        columns.map(({ type }, column) =>
          column === 0 && links ? writeText(String(values[0]), style.link) : writeCell(values[column] ?? null, type),
        ),
        countRowLines(columns, values),
      ),
    )
    const text = worksheetStart(columns, fixed) + body.join('') + worksheetEnd(columns, rows.length + 1, links)
    file(`xl/worksheets/sheet${i + 1}.xml`).push(text, true)
  })
  const listedSheets = sheets.map(({ name, columns, rows, printed = columns.length }) => ({
    name,
    hasHeadings: true,
    ...(printed < columns.length && { printed: `$A$1:$${nameColumn(printed - 1)}$${rows.length + 1}` }),
  }))
  for (const [path, text] of Object.entries(frameFiles(listedSheets))) file(path).push(text, true)
  end()
  return takeBytes()
}
