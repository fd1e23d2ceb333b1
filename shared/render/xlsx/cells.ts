import { dayMs } from '../../domain/calendar.ts'
import type { Column, Value } from '../../domain/export/sheet.ts'

/** The cell formats, by their index in `styles.xml`. */
export const style = {
  heading: 1,
  text: 2,
  integer: 3,
  date: 4,
  wrapped: 5,
  percent: 6,
  month: 7,
  count: 8,
  change: 9,
  rupiah: 10,
  link: 11,
  figureHeading: 12,
}

/** A row that states its height if it has several lines, because not every program adjusts the height to the text. */
export const writeRow = (row: number, cells: ((address: string) => string)[], lineCount = 1): string =>
  `<row r="${row}"${lineCount > 1 ? ` ht="${15 * lineCount}" customHeight="1"` : ''}>${cells.map((cell, i) => cell(`${nameColumn(i)}${row}`)).join('')}</row>`

export const writeText =
  (text: string, format: number) =>
  (address: string): string =>
    `<c r="${address}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${escapeText(text)}</t></is></c>`

const writeNumber =
  (value: number | string, format: number) =>
  (address: string): string =>
    `<c r="${address}" s="${format}"><v>${value}</v></c>`

/** Writes `101.19` percent as the fraction 1.0119 with a percent format. A text that is not a number stays a text. */
function writePercent(percentage: string): (address: string) => string {
  const [, sign = '', whole, decimals = ''] = /^(-?)(\d+)\.(\d{2})$/.exec(percentage) ?? []
  if (whole === undefined) return writeText(percentage, style.text)
  const digits = whole.padStart(3, '0')
  return (address) =>
    `<c r="${address}" s="${style.percent}"><v>${sign}${Number(digits.slice(0, -2))}.${digits.slice(-2)}${decimals}</v></c>`
}

const writeEmpty = () => ''

export function writeCell(value: Value, type: Column['type']): (address: string) => string {
  if (value === null) return writeEmpty
  if (type === 'date' || type === 'month') {
    const serial = dateSerial(type === 'month' ? `${value}-01` : String(value))
    return serial === undefined ? writeText(String(value), style.text) : writeNumber(serial, style[type])
  }
  // Excel keeps fifteen digits: a longer amount becomes a text, to stay exact.
  if (type === 'rupiah')
    return String(value).length <= 16 ? writeNumber(String(value), style.rupiah) : writeText(String(value), style.text)
  if (type === 'percent') return writePercent(String(value))
  if (typeof value === 'number')
    return writeNumber(value, type === 'count' || type === 'change' ? style[type] : style.integer)
  return writeText(value, type === 'long' ? style.wrapped : style.text)
}

/**
 * Days since 30 December 1899, as spreadsheets count them. `undefined` before March 1900, because Excel takes 1900 for
 * a leap year.
 */
function dateSerial(day: string): number | undefined {
  const serial = (Date.parse(day) - Date.UTC(1899, 11, 30)) / dayMs
  return Number.isInteger(serial) && serial > 60 ? serial : undefined
}

export const nameColumn = (i: number): string =>
  (i >= 26 ? nameColumn(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26))

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// Writes what XML cannot hold as Excel does, `_x0007_`, and escapes the first `_` of a text that looks like that.
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>]/g, (found) => entities[found] ?? '')
    .replace(/[^\t\n\x20-\uFFFD]/g, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
