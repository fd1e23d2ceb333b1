import type { Language } from '../../domain/values/language.ts'
import { ink } from '../palette.ts'
import { makePrintable } from '../printable.ts'

export const track = '#eceff1'
export const margin = 48
export const top = 52
const bottom = 66

export type Doc = PDFKit.PDFDocument
export const fullWidth = (doc: Doc): number => doc.page.width - 2 * margin
export const pageEnd = (doc: Doc): number => doc.page.height - bottom

/** A part of the document's structure, by which screen readers find headings, tables and pictures. */
export type DocumentPart = { doc: Doc; element: PDFKit.PDFStructureElement }

/** What a part says about itself: its language, what its picture shows, and for which cells a cell is the heading. */
type PartOptions = {
  lang?: Language | undefined
  alt?: string
  scope?: 'Row' | 'Column' | undefined
  bbox?: [left: number, top: number, right: number, bottom: number]
}

/** Opens a part in another. `type` is a type of structure of PDF 1.7, such as `Table`. */
export function openPart(
  { doc, element }: DocumentPart,
  type: string,
  { lang, alt, scope, bbox }: PartOptions = {},
): DocumentPart {
  const part = doc.struct(type, {
    ...(lang && { lang }),
    ...(alt !== undefined && { alt }),
    ...(scope && { scope }),
    ...(bbox && { bbox }),
  })
  element.add(part)
  return { doc, element: part }
}

type Style = { weight?: 400 | 600 | 800; size?: number; colour?: string; width?: number; align?: 'left' | 'right' }

/** Draws a text at a position. Returns its height. */
function drawText(doc: Doc, text: string, x: number, y: number, style: Style): number {
  const { weight = 400, size = 9, colour = ink, width, align = 'left' } = style
  doc.font(String(weight)).fontSize(size).fillColor(colour)
  const options = width === undefined ? { lineBreak: false } : { width, align }
  const printableText = makePrintable(text)
  doc.text(printableText, x, y, options)
  return width === undefined ? size * 1.3 : doc.heightOfString(printableText, { width })
}

/** Writes a text as a separate part. Returns its height. */
export function write(
  part: DocumentPart,
  type: string,
  text: string,
  x: number,
  y: number,
  { lang, scope, ...style }: Style & PartOptions = {},
): number {
  const { doc, element } = openPart(part, type, { lang, scope })
  if (text === '') return 0
  const content = doc.markStructureContent(type)
  const height = drawText(doc, text, x, y, style)
  doc.endMarkedContent()
  element.add(content)
  return height
}

/** Draws a picture as a separate part, with the words that say what it shows. */
export function drawFigure(
  part: DocumentPart,
  options: Required<Pick<PartOptions, 'alt' | 'bbox'>>,
  draw: () => void,
): void {
  const { doc, element } = openPart(part, 'Figure', options)
  const content = doc.markStructureContent('Figure')
  draw()
  doc.endMarkedContent()
  element.add(content)
}

/** Draws a rectangle without meaning, which screen readers pass over. */
export function drawBox(doc: Doc, [x, y, width, height]: [number, number, number, number], colour: string): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.rect(x, y, width, height).fill(colour)
  doc.endMarkedContent()
}

/** Writes what is repeated on each page, such as its number. Screen readers pass over it. */
export function repeatText(doc: Doc, text: string, x: number, y: number, style: Style = {}): void {
  doc.markContent('Artifact', { type: 'Pagination' })
  drawText(doc, text, x, y, style)
  doc.endMarkedContent()
}

/** Writes the heading of a section, which also appears in the outline. */
export function drawTitle(part: DocumentPart, title: string, y: number): number {
  write(part, 'H2', title, margin, y, { weight: 600, size: 12, width: fullWidth(part.doc) })
  part.doc.outline.addItem(makePrintable(title))
  return y + 20
}

export function addPage(doc: Doc): number {
  doc.addPage()
  return top
}
