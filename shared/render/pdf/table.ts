import type { Report } from '../../domain/report/report.ts'
import { hairline, ink, muted } from '../palette.ts'
import { makePrintable } from '../printable.ts'
import { canHideCells } from '../tables/hiding.ts'
import { formatMarkedCell, isTextColumn, type ReportTable, type TableColumn } from '../tables/table.ts'
import type { Wording } from '../words/wording.ts'
import { cellSize, columnWidths, type PrintedTable, padding } from './column-widths.ts'
import {
  addPage,
  type Doc,
  type DocumentPart,
  drawBox,
  drawTitle,
  fullWidth,
  margin,
  openPart,
  pageEnd,
  repeatText,
  write,
} from './paper.ts'
import { drawRecords } from './records.ts'

/** Draws a table and repeats its headings on each page. A table that is wider than the page is drawn as records. */
export function drawTable(document: DocumentPart, table: ReportTable, report: Report, wording: Wording): void {
  const { doc } = document
  const shownColumns = table.columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  const canHide = canHideCells(table, report)
  const printedTable: PrintedTable = {
    title: table.title,
    columns: shownColumns.map(({ column }) => column),
    rows: table.rows.map((row) =>
      shownColumns.map(({ i }) => {
        const isHidden = canHide && i >= table.keys && (row[i] ?? null) === null
        return isHidden ? '•' : makePrintable(formatMarkedCell(table, row, i, wording))
      }),
    ),
    keys: shownColumns.filter(({ i }) => i < table.keys).length,
  }
  const section = openPart(document, 'Sect')
  const widths = columnWidths(doc, printedTable.columns, printedTable.rows)
  if (widths) drawGrid(section, printedTable, widths)
  else drawRecords(section, printedTable)
}

function drawGrid(section: DocumentPart, { title, columns, rows, keys }: PrintedTable, widths: number[]): void {
  const { doc } = section
  const headings = columns.map(({ heading }) => heading)
  const heights = rows.map((row) => rowHeight(doc, row, widths, 400))
  const head = rowHeight(doc, headings, widths, 600)
  const places = placeColumns(columns, widths)
  const endRow = (y: number) => {
    drawBox(doc, [margin, y, fullWidth(doc), 0.5], hairline)
    return y + 0.5
  }
  let y = doc.y + 18
  if (y + 22 + head + (heights[0] ?? 0) + (heights[1] ?? 0) > pageEnd(doc)) y = addPage(doc)
  y = drawTitle(section, title, y)
  const table = openPart(section, 'Table')
  const headRow = openPart(table, 'TR')
  const headStyle = { weight: 600, size: cellSize, colour: muted } as const
  for (const [i, { x, ...place }] of places.entries())
    write(headRow, 'TH', headings[i] ?? '', x, y + 3, { ...headStyle, ...place, scope: 'Column' })
  y = endRow(y + head)
  rows.forEach((row, r) => {
    const height = heights[r] ?? 0
    if (y + height > pageEnd(doc)) {
      y = addPage(doc)
      for (const [i, { x, ...place }] of places.entries())
        repeatText(doc, headings[i] ?? '', x, y + 3, { ...headStyle, ...place })
      y = endRow(y + head)
    }
    const cells = openPart(table, 'TR')
    for (const [i, { x, ...place }] of places.entries())
      write(cells, i < keys ? 'TH' : 'TD', row[i] ?? '', x, y + 3, {
        ...{ size: cellSize, colour: ink, ...place, lang: columns[i]?.lang },
        scope: i < keys ? 'Row' : undefined,
      })
    y = endRow(y + height)
  })
  doc.y = y
}

/** Where the texts of each column begin, how wide they may be, and on which side they are aligned. */
function placeColumns(columns: TableColumn[], widths: number[]) {
  let x = margin
  return columns.map((column, i) => {
    const width = widths[i] ?? 0
    const from = x
    x += width
    const align: 'left' | 'right' = isTextColumn(column) ? 'left' : 'right'
    return { x: from + padding, width: width - 2 * padding, align }
  })
}

const rowHeight = (doc: Doc, row: string[], widths: number[], weight: 400 | 600): number =>
  Math.max(
    cellSize * 1.3,
    ...row.map((text, i) =>
      doc
        .font(String(weight))
        .fontSize(cellSize)
        .heightOfString(text, { width: (widths[i] ?? 0) - 2 * padding }),
    ),
  ) + 6
