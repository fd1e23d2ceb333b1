import { strToU8, zipSync } from 'fflate'

/** A cell as Excel stores it: a text, a number by its stored digits, a day, or a formula with its last value. */
type BookCell =
  | { text: string }
  | { number: string }
  | { day: string }
  | { formula: string; value?: string }
  | { error: string }

export type BookSheet = {
  name: string
  rows: BookCell[][]
  hiddenRows?: number[]
  hiddenColumns?: number[]
  state?: 'hidden' | 'veryHidden'
}

const dayMs = 86_400_000

/** A workbook as Excel writes it: shared texts, days as numbers from 1900 or 1904. `more` are further files in it. */
export function writeWorkbook(
  sheets: BookSheet[],
  { isFrom1904 = false, more = {} }: { isFrom1904?: boolean; more?: Record<string, string> } = {},
): Uint8Array {
  const strings = new Map<string, number>()
  const writeCell = (cell: BookCell, place: string): string => {
    if ('text' in cell) {
      const index = strings.get(cell.text) ?? strings.size
      strings.set(cell.text, index)
      return `<c r="${place}" t="s"><v>${index}</v></c>`
    }
    if ('number' in cell) return `<c r="${place}"><v>${cell.number}</v></c>`
    if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`
    if ('formula' in cell)
      return `<c r="${place}" t="str"><f>${cell.formula}</f>${cell.value === undefined ? '' : `<v>${cell.value}</v>`}</c>`
    const origin = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
    return `<c r="${place}" s="1"><v>${(Date.parse(cell.day) - origin) / dayMs}</v></c>`
  }
  const sheetXml = ({ rows, hiddenRows = [], hiddenColumns = [] }: BookSheet): string =>
    `<worksheet><cols>${hiddenColumns.map((n) => `<col min="${n}" max="${n}" hidden="1"/>`).join('')}</cols><sheetData>${rows
      .map((cells, i) => {
        const attributes = hiddenRows.includes(i + 1) ? ' hidden="1"' : ''
        return `<row r="${i + 1}"${attributes}>${cells.map((cell, n) => writeCell(cell, `${String.fromCharCode(65 + n)}${i + 1}`)).join('')}</row>`
      })
      .join('')}</sheetData></worksheet>`
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook><workbookPr${isFrom1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
    ...more,
  }
  files['xl/sharedStrings.xml'] = `<sst>${[...strings.keys()]
    .map((text) => `<si><t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></si>`)
    .join('')}</sst>`
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))
}
