import { escapeText } from './cells.ts'

export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const officeNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006'

export const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A cell format with its text at the top, because rows can have several lines. */
const topFormat = (format: number): string =>
  `<xf numFmtId="${format}" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`

const headingFormat = (alignment: string): string =>
  `<xf numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1" applyNumberFormat="1" applyAlignment="1"><alignment ${alignment}wrapText="1" vertical="top"/></xf>`

/** Days and months are aligned left, like words. */
const topLeftFormat = (format: number): string =>
  `<xf numFmtId="${format}" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>`

/** Defines a name for cells of a sheet. */
const defineName = (name: string, sheet: number, cells: string): string =>
  `<definedName name="_xlnm.${name}" localSheetId="${sheet}">${cells}</definedName>`

/** The cells of a sheet, as written in a formula or a link. */
export const addressCells = (sheet: string, cells: string): string =>
  `'${escapeText(sheet.replaceAll("'", "''"))}'!${cells}`

/**
 * A sheet in the workbook's list. `hasHeadings`: its headings repeat on each printed page. `printed`: the cells to
 * print, if not all.
 */
export type ListedSheet = { name: string; hasHeadings: boolean; printed?: string }

/** The files around the sheets. */
export const frameFiles = (sheets: ListedSheet[]): Record<string, string> => ({
  '[Content_Types].xml': `${head}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ['workbook', 'sheet.main'],
    ['styles', 'styles'],
    ...sheets.map((_, i) => [`worksheets/sheet${i + 1}`, 'worksheet']),
  ]
    .map(
      ([path, type]) =>
        `<Override PartName="/xl/${path}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    )
    .join('')}</Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="rId1" Type="${officeNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packageNamespace}/relationships">${sheets
    .map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="${officeNamespace}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join(
      '',
    )}<Relationship Id="rId${sheets.length + 1}" Type="${officeNamespace}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${mainNamespace}" xmlns:r="${officeNamespace}"><sheets>${sheets
    .map(({ name }, i) => `<sheet name="${escapeText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets><definedNames>${sheets
    .map(({ name, hasHeadings, printed }, i) =>
      [
        printed === undefined ? '' : defineName('Print_Area', i, addressCells(name, printed)),
        hasHeadings ? defineName('Print_Titles', i, addressCells(name, '$1:$1')) : '',
      ].join(''),
    )
    .join('')}</definedNames></workbook>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${mainNamespace}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm"/><numFmt numFmtId="166" formatCode="+#,##0;\\-#,##0;0"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0B6E75"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF1EDE2"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="13"><xf/>${[
    headingFormat(''),
    topFormat(49),
    topFormat(1),
    topLeftFormat(164),
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
    topFormat(10),
    topLeftFormat(165),
    topFormat(3),
    topFormat(166),
    topFormat(4),
    '<xf numFmtId="49" fontId="2" applyFont="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>',
    headingFormat('horizontal="right" '),
  ].join('')}</cellXfs></styleSheet>`,
})
