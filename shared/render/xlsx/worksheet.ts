import type { About, Column, Value } from '../../domain/export/sheet.ts'
import { nameColumn, style, writeRow, writeText } from './cells.ts'
import { addressCells, head, mainNamespace } from './frame.ts'

export function worksheetStart(columns: Column[], fixed = 0): string {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  return (
    `${head}<worksheet xmlns="${mainNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>` +
    `<sheetView workbookViewId="0">${pane(fixed)}` +
    `</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>` +
    writeRow(
      1,
      columns.map(({ heading, type }) => writeText(heading, isFigure(type) ? style.figureHeading : style.heading)),
      Math.max(...columns.map(({ heading, width }) => countLines(heading, width))),
    )
  )
}

/** Whether a column holds figures. They and their headings are aligned right. */
const isFigure = (type: Column['type']): boolean => !['text', 'long', 'date', 'month'].includes(type)

/** Keeps the headings and the first columns in view. */
const pane = (fixed: number): string =>
  fixed === 0
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    : `<pane xSplit="${fixed}" ySplit="1" topLeftCell="${nameColumn(fixed)}2" activePane="bottomRight" state="frozen"/>`

/** How many lines a text takes in a column. Words are not broken, so each line leaves some room. */
const countLines = (text: string, width: number): number => Math.ceil(text.length / Math.max(1, width - 2))

export const countRowLines = (columns: Column[], values: Value[]): number =>
  Math.max(
    1,
    ...columns.map(({ type, width }, i) => (type === 'long' ? countLines(String(values[i] ?? ''), width) : 1)),
  )

/**
 * The end of a worksheet. `links` are the sheets to which the texts of the first column link, from the second row on.
 */
export const worksheetEnd = (columns: Column[], rows: number, links: string[] = []): string =>
  `</sheetData><autoFilter ref="A1:${nameColumn(columns.length - 1)}${rows}"/>${hyperlinks(links)}` +
  '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'

const hyperlinks = (links: string[]): string =>
  links.length === 0
    ? ''
    : `<hyperlinks>${links.map((sheet, i) => `<hyperlink ref="A${i + 2}" location="${addressCells(sheet, 'A1')}"/>`).join('')}</hyperlinks>`

export function aboutSheet(about: About): string {
  const rows = about.map(([label, value], i) =>
    writeRow(i + 1, [writeText(label, style.heading), writeText(value, style.wrapped)]),
  )
  return (
    `${head}<worksheet xmlns="${mainNamespace}"><cols><col min="1" max="1" width="20" customWidth="1"/>` +
    `<col min="2" max="2" width="64" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
  )
}
