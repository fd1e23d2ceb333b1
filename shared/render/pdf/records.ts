import { muted, rule } from '../palette.ts'
import type { ReportTable, TableColumn } from '../tables/table.ts'
import { cellSize, measureText } from './column-widths.ts'
import { addPage, type Doc, drawTitle, fullWidth, margin, pageEnd, write } from './paper.ts'

type Records = { columns: TableColumn[]; rows: string[][]; keys: number }

/** The most figures on one line. There are fewer if a figure would break. */
const mostInLine = 6

/** Longer texts get a line of their own. */
const longText = 36

const recordWidth = (doc: Doc, text: string): number => (measureText(doc, text, 400) * (cellSize + 1)) / cellSize

/**
 * Draws a table as records: a heading that says what the row is about, then its figures side by side with their labels,
 * then its texts.
 */
export function drawRecords(doc: Doc, { title }: ReportTable, { columns, rows, keys }: Records): void {
  const width = fullWidth(doc)
  const words = rows.flat().flatMap((text) => (text.length > longText ? [] : text.split(' ')))
  const longest = Math.max(...words.map((word) => recordWidth(doc, word)))
  const inLine = Math.max(1, Math.min(mostInLine, Math.floor(width / (longest + 6))))
  const step = width / inLine
  let y = doc.y + 18
  rows.forEach((row, i) => {
    const cells = columns.flatMap(({ heading }, at) => {
      const text = row[at] ?? ''
      return at < keys || text === '' ? [] : [{ heading, text }]
    })
    const short = cells.filter(({ text }) => text.length <= longText)
    const long = cells.filter(({ text }) => text.length > longText).map(({ heading, text }) => `${heading}: ${text}`)
    const lines = Math.ceil(short.length / inLine)
    doc.font('400').fontSize(cellSize)
    const height = 18 + lines * 24 + long.reduce((sum, text) => sum + doc.heightOfString(text, { width }) + 2, 0) + 4
    if (y + height + (i === 0 ? 22 : 0) > pageEnd(doc)) y = addPage(doc)
    if (i === 0) y = drawTitle(doc, title, y)
    write(doc, row.slice(0, keys).filter(Boolean).join(' · '), margin, y + 4, { weight: 600, width })
    short.forEach(({ heading, text }, at) => {
      const x = margin + (at % inLine) * step
      const from = y + 18 + Math.floor(at / inLine) * 24
      write(doc, heading, x, from, { size: 6.5, colour: muted, width: step - 4 })
      write(doc, text, x, from + 9, { size: cellSize + 1, width: step - 4 })
    })
    let below = y + 18 + lines * 24
    for (const text of long) below += write(doc, text, margin, below, { size: cellSize, colour: muted, width }) + 2
    y += height
    doc.rect(margin, y, width, 0.5).fill(rule)
  })
  doc.y = y
}
