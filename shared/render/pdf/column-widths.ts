import type { TableColumn } from '../tables/table.ts'
import { type Doc, fullWidth } from './paper.ts'

/** A table as it is printed. The first `keys` columns say what a row is about. */
export type PrintedTable = { title: string; columns: TableColumn[]; rows: string[][]; keys: number }

export const cellSize = 7.5
export const padding = 4

export const measureText = (doc: Doc, text: string, weight: 400 | 600): number =>
  doc.font(String(weight)).fontSize(cellSize).widthOfString(text)

/** The share of a column's texts that should fit on one line. Up to ten texts, all should. */
const shareOnOneLine = 0.9

/**
 * The widths of columns. Each fits its longest word or number; the remaining width goes to columns of long texts first,
 * then to columns of figures. `undefined` if the table is wider than the page.
 */
export function columnWidths(doc: Doc, columns: TableColumn[], rows: string[][]): number[] | undefined {
  const room = fullWidth(doc)
  const needs = columns.map(({ type, heading }, i) => {
    const texts = rows.map((row) => row[i] ?? '')
    const lengths = texts.map((text) => measureText(doc, text, 400)).toSorted((a, b) => a - b)
    const whole = lengths.at(-1) ?? 0
    const wish = lengths[Math.ceil(shareOnOneLine * (lengths.length - 1))] ?? 0
    const word = Math.max(
      ...[heading, ...texts].flatMap((text) => text.split(' ').map((each) => measureText(doc, each, 600))),
    )
    return type === 'text' ? { least: Math.min(word, 160), wish } : { least: Math.max(whole, word), wish: whole }
  })
  const least = needs.map((each) => each.least + 2 * padding)
  const leastSum = least.reduce((a, b) => a + b, 0)
  if (leastSum > room) return undefined
  const wishes = needs.map(({ wish }, i) => Math.max(0, wish + 2 * padding - (least[i] ?? 0)))
  const wishSum = wishes.reduce((a, b) => a + b, 0)
  const share = wishSum === 0 ? 0 : Math.min(1, (room - leastSum) / wishSum)
  const widths = least.map((width, i) => width + (wishes[i] ?? 0) * share)
  const rest = room - widths.reduce((a, b) => a + b, 0)
  const mayGrow = columns.map(({ type }, i) =>
    columns.every((column) => column.type === 'text') ? i === columns.length - 1 : type !== 'text',
  )
  const growingCount = mayGrow.filter(Boolean).length
  return widths.map((width, i) => (mayGrow[i] ? width + rest / growingCount : width))
}
