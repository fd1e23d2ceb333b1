import { strToU8, Zip, ZipDeflate } from 'fflate'
import { dayMs } from '../domain/calendar.ts'
import type { About, Column, SheetWriter, Value } from './sheet.ts'

/** A sheet of Excel holds no more rows than this, headings included. */
export const mostXlsxRows = 1_048_576

/**
 * A table of typed columns as an Excel workbook (ECMA-376), in the memory of a few rows: the sheet's XML is packed as it
 * comes. The first sheet says what the second one holds. Texts are text cells of the format Text, which no program
 * computes and which stay as they were typed when they are edited; days are true dates, under a fixed row of headings.
 */
export function xlsxSheet(columns: Column[], name: string): SheetWriter {
  const { zip, file, taken } = packer()
  const data = file('xl/worksheets/sheet2.xml')
  data.push(worksheetStart(columns))
  let written = 1
  const rowOf = (values: Value[]): string =>
    rowXml(
      ++written,
      columns.map(({ type }, i) => cellXml(values[i] ?? null, type)),
    )
  return {
    rows(rows) {
      data.push(rows.map(rowOf).join(''))
      return taken()
    },
    end(about) {
      data.push(worksheetEnd(columns, written), true)
      file('xl/worksheets/sheet1.xml').push(aboutSheet(about), true)
      for (const [path, text] of Object.entries(frameFiles(['Keterangan', name], 1))) file(path).push(text, true)
      zip.end()
      return { before: new Uint8Array(), after: taken() }
    },
  }
}

/** A sheet of a workbook that fits into memory. `fixed` are the columns that stay in view, as the headings do. */
export type WholeSheet = { name: string; columns: Column[]; rows: Value[][]; fixed: number }

/** A workbook of several sheets, each under a fixed row of headings. */
export function xlsxWorkbook(sheets: WholeSheet[]): Uint8Array {
  const { zip, file, taken } = packer()
  sheets.forEach(({ columns, rows, fixed }, i) => {
    const body = rows.map((values, row) =>
      rowXml(
        row + 2,
        columns.map(({ type }, column) => cellXml(values[column] ?? null, type)),
        linesOf(columns, values),
      ),
    )
    const text = worksheetStart(columns, fixed) + body.join('') + worksheetEnd(columns, rows.length + 1)
    file(`xl/worksheets/sheet${i + 1}.xml`).push(text, true)
  })
  const names = sheets.map(({ name }) => name)
  for (const [path, text] of Object.entries(frameFiles(names, 0))) file(path).push(text, true)
  zip.end()
  return taken()
}

/** A ZIP archive in memory that is taken away piece by piece. */
function packer() {
  let pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  return {
    zip,
    file(path: string) {
      const entry = new ZipDeflate(path, { level: 6 })
      // Not the clock's: the same table gives the same bytes.
      entry.mtime = '1980-01-01T00:00:00'
      zip.add(entry)
      return { push: (text: string, isLast = false) => entry.push(strToU8(text), isLast) }
    },
    taken(): Uint8Array {
      const taken = Buffer.concat(pieces)
      pieces = []
      return taken
    },
  }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The cell formats of `styles.xml`, by their places in it. */
const style = {
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
}

function worksheetStart(columns: Column[], fixed = 0): string {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  return (
    `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>` +
    `<sheetView workbookViewId="0">${pane(fixed)}` +
    `</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>` +
    rowXml(
      1,
      columns.map(({ heading }) => textXml(heading, style.heading)),
      Math.max(...columns.map(({ heading, width }) => lines(heading, width))),
    )
  )
}

/** What stays in view: the headings, and columns to the left. */
const pane = (fixed: number): string =>
  fixed === 0
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    : `<pane xSplit="${fixed}" ySplit="1" topLeftCell="${columnLetters(fixed)}2" activePane="bottomRight" state="frozen"/>`

/** How many lines a text takes in a column: words are not broken, so that some room is left at each end. */
const lines = (text: string, width: number): number => Math.ceil(text.length / Math.max(1, width - 2))

const linesOf = (columns: Column[], values: Value[]): number =>
  Math.max(1, ...columns.map(({ type, width }, i) => (type === 'long' ? lines(String(values[i] ?? ''), width) : 1)))

const worksheetEnd = (columns: Column[], rows: number): string =>
  `</sheetData><autoFilter ref="A1:${columnLetters(columns.length - 1)}${rows}"/>` +
  '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'

function aboutSheet(about: About): string {
  const rows = about.map(([label, value], i) =>
    rowXml(i + 1, [textXml(label, style.heading), textXml(value, style.wrapped)]),
  )
  return (
    `${head}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="20" customWidth="1"/>` +
    `<col min="2" max="2" width="64" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
  )
}

/** Not every program makes a row as high as its texts are: one of several lines says it. */
const rowXml = (row: number, cells: ((address: string) => string)[], lineCount = 1): string =>
  `<row r="${row}"${lineCount > 1 ? ` ht="${15 * lineCount}" customHeight="1"` : ''}>${cells.map((cell, i) => cell(`${columnLetters(i)}${row}`)).join('')}</row>`

const textXml =
  (text: string, format: number) =>
  (address: string): string =>
    `<c r="${address}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const numberXml =
  (value: number, format: number) =>
  (address: string): string =>
    `<c r="${address}" s="${format}"><v>${value}</v></c>`

/** `101.19` of a hundred, as the fraction 1.0119 in the format of percentages. What is no number stays a text. */
function percentXml(percentage: string): (address: string) => string {
  const [, sign = '', whole, decimals = ''] = /^(-?)(\d+)\.(\d{2})$/.exec(percentage) ?? []
  if (whole === undefined) return textXml(percentage, style.text)
  const digits = whole.padStart(3, '0')
  return (address) =>
    `<c r="${address}" s="${style.percent}"><v>${sign}${Number(digits.slice(0, -2))}.${digits.slice(-2)}${decimals}</v></c>`
}

const decimalXml =
  (value: string, format: number) =>
  (address: string): string =>
    `<c r="${address}" s="${format}"><v>${value}</v></c>`

const nothing = () => ''

function cellXml(value: Value, type: Column['type']): (address: string) => string {
  if (value === null) return nothing
  if (type === 'date' || type === 'month') {
    const serial = dateSerial(type === 'month' ? `${value}-01` : String(value))
    return serial === undefined ? textXml(String(value), style.text) : numberXml(serial, style[type])
  }
  // Excel keeps fifteen digits: a larger sum stands as a text, exact.
  if (type === 'rupiah')
    return String(value).length <= 16 ? decimalXml(String(value), style.rupiah) : textXml(String(value), style.text)
  if (type === 'percent') return percentXml(String(value))
  if (typeof value === 'number')
    return numberXml(value, type === 'count' || type === 'change' ? style[type] : style.integer)
  return textXml(value, type === 'long' ? style.wrapped : style.text)
}

/** Days since 30 December 1899, as spreadsheets count. None before March 1900: Excel takes 1900 for a leap year. */
function dateSerial(day: string): number | undefined {
  const serial = (Date.parse(day) - Date.UTC(1899, 11, 30)) / dayMs
  return Number.isInteger(serial) && serial > 60 ? serial : undefined
}

const columnLetters = (i: number): string =>
  (i >= 26 ? columnLetters(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26))

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// What XML cannot hold is written as Excel does, `_x0007_`; what looks like that already, with its first `_` so.
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>]/g, (found) => entities[found] ?? '')
    .replace(/[^\t\n\x20-\uFFFD]/g, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)

/** A cell's format, its text at the top: rows may be of several lines. */
const top = (format: number): string =>
  `<xf numFmtId="${format}" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`

/** The files around the sheets. `first` is the first sheet with headings: those repeat on each printed page. */
const frameFiles = (names: string[], first: number): Record<string, string> => ({
  '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ['workbook', 'sheet.main'],
    ['styles', 'styles'],
    ...names.map((_, i) => [`worksheets/sheet${i + 1}`, 'worksheet']),
  ]
    .map(
      ([path, type]) =>
        `<Override PartName="/xl/${path}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    )
    .join('')}</Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${names
    .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
    .join('')}<Relationship Id="rId${names.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names
    .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets><definedNames>${names
    .map((name, i) =>
      i < first
        ? ''
        : `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escaped(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
    )
    .join('')}</definedNames></workbook>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm"/><numFmt numFmtId="166" formatCode="+#,##0;\\-#,##0;0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1EDE2"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="11"><xf/>${[
    '<xf numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
    top(49),
    top(1),
    top(164),
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
    top(10),
    top(165),
    top(3),
    top(166),
    top(4),
  ].join('')}</cellXfs></styleSheet>`,
})
