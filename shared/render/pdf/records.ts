import { hairline, muted } from '../palette.ts'
import type { TableColumn } from '../tables/table.ts'
import { cellSize, measureText, type PrintedTable } from './column-widths.ts'
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
  write,
} from './paper.ts'

/** The most figures on one line. There are fewer if a figure would break. */
const mostFieldsPerLine = 6

/** A longer text gets a separate line. */
const longText = 36

const labelSize = 6.5
const valueSize = cellSize + 1

type Field = { heading: string; text: string; lang: TableColumn['lang'] }

/** The layout of a row: lines of short fields side by side, each as high as its longest label, then long texts. */
type RecordLayout = { lines: { fields: Field[]; labels: number; values: number }[]; long: Field[]; height: number }

const measureValue = (doc: Doc, text: string): number => (measureText(doc, text, 400) * valueSize) / cellSize

const measureHeight = (doc: Doc, text: string, size: number, width: number): number =>
  doc.font('400').fontSize(size).heightOfString(text, { width })

const writeLong = ({ heading, text }: Field): string => `${heading}: ${text}`

/**
 * Draws a table as records: a heading that says what the row is about, then its figures side by side with their labels,
 * then its texts.
 */
export function drawRecords(section: DocumentPart, { title, columns, rows, keys }: PrintedTable): void {
  const { doc } = section
  const width = fullWidth(doc)
  const words = rows.flat().flatMap((text) => (text.length > longText ? [] : text.split(' ')))
  const longest = Math.max(...words.map((word) => measureValue(doc, word)))
  const fieldsPerLine = Math.max(1, Math.min(mostFieldsPerLine, Math.floor(width / (longest + 6))))
  const step = width / fieldsPerLine
  let y = doc.y + 18
  rows.forEach((row, i) => {
    const fields = columns.flatMap(({ heading, lang }, at): Field[] => {
      const text = row[at] ?? ''
      return at < keys || text === '' ? [] : [{ heading, text, lang }]
    })
    const { lines, long, height } = layOutRecord(doc, fields, fieldsPerLine)
    if (y + height + (i === 0 ? 22 : 0) > pageEnd(doc)) y = addPage(doc)
    if (i === 0) y = drawTitle(section, title, y)
    write(section, 'H3', row.slice(0, keys).filter(Boolean).join(' · '), margin, y + 4, { weight: 600, width })
    let below = y + 18
    const list = fields.length > 0 ? openPart(section, 'L') : section
    for (const line of lines) {
      for (const [at, { heading, text, lang }] of line.fields.entries()) {
        const item = openPart(list, 'LI')
        const x = margin + at * step
        write(item, 'Lbl', heading, x, below, { size: labelSize, colour: muted, width: step - 4 })
        write(item, 'LBody', text, x, below + line.labels, { size: valueSize, width: step - 4, lang })
      }
      below += line.labels + line.values + 4
    }
    for (const field of long)
      below +=
        write(openPart(list, 'LI'), 'LBody', writeLong(field), margin, below, {
          size: cellSize,
          colour: muted,
          width,
          lang: field.lang,
        }) + 2
    y += height
    drawBox(doc, [margin, y, width, 0.5], hairline)
  })
  doc.y = y
}

function layOutRecord(doc: Doc, fields: Field[], fieldsPerLine: number): RecordLayout {
  const width = fullWidth(doc)
  const short = fields.filter(({ text }) => text.length <= longText)
  const long = fields.filter(({ text }) => text.length > longText)
  const room = width / fieldsPerLine - 4
  const lines = Array.from({ length: Math.ceil(short.length / fieldsPerLine) }, (_, n) => {
    const lineFields = short.slice(n * fieldsPerLine, (n + 1) * fieldsPerLine)
    return {
      fields: lineFields,
      labels: Math.max(...lineFields.map(({ heading }) => measureHeight(doc, heading, labelSize, room))),
      values: Math.max(...lineFields.map(({ text }) => measureHeight(doc, text, valueSize, room))),
    }
  })
  const linesHeight = lines.reduce((sum, { labels, values }) => sum + labels + values + 4, 0)
  const textsHeight = long.reduce((sum, field) => sum + measureHeight(doc, writeLong(field), cellSize, width) + 2, 0)
  return { lines, long, height: 18 + linesHeight + textsHeight + 4 }
}
