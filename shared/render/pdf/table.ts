import { ink, muted, rule } from '../palette.ts'
import { makePrintable } from '../printable.ts'
import { formatMarkedCell, isTextColumn, type ReportTable, type TableColumn } from '../tables/table.ts'
import type { Speech } from '../words/speech.ts'
import { cellSize, columnWidths, padding } from './column-widths.ts'
import { addPage, type Doc, drawTitle, fullWidth, margin, pageEnd, write } from './paper.ts'
import { drawRecords } from './records.ts'

/** Draws a table and repeats its headings on each page. Draws a table wider than the page as records. */
export function drawTable(doc: Doc, table: ReportTable, speech: Speech): void {
  const shown = table.columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  const rows = table.rows.map((row) => shown.map(({ i }) => makePrintable(formatMarkedCell(table, row, i, speech))))
  const columns = shown.map(({ column }) => column)
  const widths = columnWidths(doc, columns, rows)
  if (!widths) {
    drawRecords(doc, table, { columns, rows, keys: shown.filter(({ i }) => i < table.keys).length })
    return
  }
  const headings = columns.map(({ heading }) => heading)
  const heights = rows.map((row) => rowHeight(doc, row, widths, 400))
  const head = rowHeight(doc, headings, widths, 600)
  let y = doc.y + 18
  if (y + 22 + head + (heights[0] ?? 0) + (heights[1] ?? 0) > pageEnd(doc)) y = addPage(doc)
  y = drawTitle(doc, table.title, y)
  y = drawRow(doc, columns, headings, { y, widths, height: head, weight: 600 })
  rows.forEach((row, i) => {
    const height = heights[i] ?? 0
    if (y + height > pageEnd(doc)) {
      y = addPage(doc)
      y = drawRow(doc, columns, headings, { y, widths, height: head, weight: 600 })
    }
    y = drawRow(doc, columns, row, { y, widths, height, weight: 400 })
  })
  doc.y = y
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

function drawRow(
  doc: Doc,
  columns: TableColumn[],
  row: string[],
  { y, widths, height, weight }: { y: number; widths: number[]; height: number; weight: 400 | 600 },
): number {
  let x = margin
  row.forEach((text, i) => {
    const width = widths[i] ?? 0
    const column = columns[i]
    const align = column && isTextColumn(column) ? 'left' : 'right'
    write(doc, text, x + padding, y + 3, {
      weight,
      size: cellSize,
      colour: weight === 600 ? muted : ink,
      width: width - 2 * padding,
      align,
    })
    x += width
  })
  doc.rect(margin, y + height, fullWidth(doc), 0.5).fill(rule)
  return y + height + 0.5
}
