import { ink } from '../palette.ts'
import { makePrintable } from '../printable.ts'

export const track = '#eceff1'
export const margin = 48
export const top = 52
const bottom = 66

export type Doc = PDFKit.PDFDocument
export const fullWidth = (doc: Doc): number => doc.page.width - 2 * margin
export const pageEnd = (doc: Doc): number => doc.page.height - bottom

type Style = { weight?: 400 | 600 | 800; size?: number; colour?: string; width?: number; align?: 'left' | 'right' }

/** Writes a text at a position. Returns the height that it takes. */
export function write(doc: Doc, text: string, x: number, y: number, style: Style = {}): number {
  const { weight = 400, size = 9, colour = ink, width, align = 'left' } = style
  doc.font(String(weight)).fontSize(size).fillColor(colour)
  const options = width === undefined ? { lineBreak: false } : { width, align }
  const drawn = makePrintable(text)
  doc.text(drawn, x, y, options)
  return width === undefined ? size * 1.3 : doc.heightOfString(drawn, { width })
}

export function drawTitle(doc: Doc, title: string, y: number): number {
  write(doc, title, margin, y, { weight: 600, size: 12, width: fullWidth(doc) })
  return y + 20
}

export function addPage(doc: Doc): number {
  doc.addPage()
  return top
}
