import { writeSerialDay, writeSheetNumber } from '../../domain/tables/sheet-number.ts'
import type { TableRow } from '../../domain/tables/table-row.ts'
import { makePackedTexts } from './packed-texts.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { attributeOf, listElements, readXmlElements, resolveEntities, yieldElements } from './xml-elements.ts'
import { listZipParts, type ZipPart } from './zip-parts.ts'

/** A sheet of a workbook. Its rows can be read repeatedly. Its hidden columns are known after the first reading. */
export type Sheet = { name: string; isHidden: boolean; rows(): AsyncGenerator<TableRow>; hiddenColumns(): number[] }

/** The most bytes that are unpacked from a workbook. The whole register of a programme has a fifth as many. */
const mostUnpacked = 1024 * 1024 * 1024
const mostColumns = 1024
const mostStrings = 8_000_000
const mostBytesOfSmallPart = 32 * 1024 * 1024
/** The texts of a workbook are all kept in memory. */
const mostBytesOfStrings = 256 * 1024 * 1024

/**
 * Opens an Excel workbook (ECMA-376, `.xlsx`) from its bytes. Evaluates no formulas: a cell has the value that its program
 * stored. Throws `UnreadableFile` for other kinds of files, macros, links to other files, damage, and files that are too
 * large when unpacked.
 */
export async function openWorkbook(bytes: Buffer): Promise<Sheet[]> {
  const parts = listZipParts(bytes, mostUnpacked)
  refuseOtherKinds(parts)
  const workbook = await readWhole(parts, 'xl/workbook.xml')
  const isFrom1904 = listElements(workbook, 'workbookPr').some(({ attributes }) =>
    ['1', 'true'].includes(attributeOf(attributes, 'date1904') ?? ''),
  )
  const targets = new Map(
    listElements(await readWhole(parts, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributeOf(attributes, 'Id'),
      attributeOf(attributes, 'Target') ?? '',
    ]),
  )
  const isDate = readDateStyles(await readWhole(parts, 'xl/styles.xml'))
  const strings = await readStrings(parts.get('xl/sharedStrings.xml'))
  return listElements(workbook, 'sheet').flatMap(({ attributes }): Sheet[] => {
    const target = targets.get(attributeOf(attributes, 'r:id')) ?? ''
    const part = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    if (!part?.path.includes('worksheets/')) return []
    const hiddenColumns = new Set<number>()
    return [
      {
        name: attributeOf(attributes, 'name') ?? '',
        isHidden: (attributeOf(attributes, 'state') ?? 'visible') !== 'visible',
        rows: () => readSheetRows(part, { strings, isDate, isFrom1904, hidden: hiddenColumns }),
        hiddenColumns: () => [...hiddenColumns],
      },
    ]
  })
}

function refuseOtherKinds(parts: Map<string, ZipPart>): void {
  const paths = [...parts.keys()]
  const refuse = (code: UnreadableFile['problem']['code']): never => {
    throw new UnreadableFile({ code })
  }
  if (paths.some((path) => /vbaproject|macrosheets/i.test(path))) refuse('import_workbook_macros')
  if (paths.some((path) => /externallinks\//i.test(path))) refuse('import_workbook_links')
  if (!parts.has('xl/workbook.xml')) refuse('import_workbook_kind')
}

async function* atMost(bytes: number, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytesLeft = bytes
  for await (const piece of pieces) {
    bytesLeft -= piece.length
    if (bytesLeft < 0) throw new UnreadableFile({ code: 'import_workbook_bomb' })
    yield piece
  }
}

/** Reads a small part as text and removes the prefix of its elements. Empty when the workbook has no such part. */
async function readWhole(parts: Map<string, ZipPart>, path: string): Promise<string> {
  const pieces: Buffer[] = []
  const part = parts.get(path)
  if (part) for await (const piece of atMost(mostBytesOfSmallPart, part.read())) pieces.push(piece)
  const text = Buffer.concat(pieces).toString('utf8')
  if (text.includes('<!DOCTYPE')) throw new UnreadableFile({ code: 'import_workbook_broken' })
  return text.replace(/<(\/?)[a-zA-Z][\w]{0,20}:(?=[a-zA-Z])/g, '<$1')
}

async function readStrings(part: ZipPart | undefined): Promise<Strings> {
  const strings = makePackedTexts()
  if (!part) return strings
  for await (const { inner } of readXmlElements(atMost(mostBytesOfStrings, part.read()), 'si')) {
    if (strings.add(textIn(inner)) > mostStrings) throw new UnreadableFile({ code: 'import_workbook_bomb' })
  }
  return strings
}

/** Joins the runs of a string. Leaves out the readings above Japanese characters. */
function textIn(xml: string): string {
  const withoutReadings = xml.includes('rPh')
    ? xml.replace(/<(\w+:)?rPh[\s>][^<]{0,99}<(\w+:)?t>[^<]*<\/(\w+:)?t><\/(\w+:)?rPh>/g, '')
    : xml
  const prefix = /^\s*<(\w+:)/.exec(withoutReadings)?.[1] ?? ''
  return resolveEntities(
    listElements(withoutReadings, `${prefix}t`)
      .map(({ inner }) => inner)
      .join(''),
  )
}

/**
 * Says for each cell style whether it shows a number as a day, judged by Excel's built-in format numbers or the letters
 * of a format.
 */
function readDateStyles(styles: string): boolean[] {
  const codes = new Map(
    listElements(styles, 'numFmt').map(({ attributes }) => [
      attributeOf(attributes, 'numFmtId') ?? '',
      attributeOf(attributes, 'formatCode') ?? '',
    ]),
  )
  const [list] = listElements(styles, 'cellXfs')
  return listElements(list?.inner ?? '', 'xf').map(({ attributes }) => {
    const format = attributeOf(attributes, 'numFmtId') ?? '0'
    const code = codes.get(format)
    return code === undefined ? isDayFormat(Number(format)) : showsDay(code)
  })
}

// ECMA-376 part 1, 18.8.30, including the formats for East Asia.
const isDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** Excel writes no longer format. */
const longestFormat = 255

/** Letters in quotes, after a backslash or in brackets (colours, languages) do not belong to the format. */
const showsDay = (code: string): boolean =>
  /[dy]/i.test(
    code
      .slice(0, longestFormat)
      .replace(/"[^"]{0,255}"|\\.|\[[^[\]]*\]/g, '')
      .replace(/general|standard/gi, ''),
  )

/** The texts of a workbook, which its cells share. */
type Strings = ReturnType<typeof makePackedTexts>
type Reading = { strings: Strings; isDate: boolean[]; isFrom1904: boolean; hidden: Set<number> }

async function* readSheetRows(part: ZipPart, reading: Reading): AsyncGenerator<TableRow> {
  let row = 0
  const before = (text: string) => {
    const columns = listElements(text.replace(/<(\w+:)col(?=[\s/>])/g, '<col'), 'col')
    for (const { attributes } of columns.slice(0, mostColumns)) {
      if (!isTrue(attributeOf(attributes, 'hidden'))) continue
      const [from, to] = [Number(attributeOf(attributes, 'min')), Number(attributeOf(attributes, 'max'))]
      for (let n = Math.max(1, from); n <= Math.min(to, mostColumns); n++) reading.hidden.add(n - 1)
    }
  }
  for await (const { attributes, inner } of readXmlElements(part.read(), 'row', before)) {
    const before = row
    row = Number(attributeOf(attributes, 'r') ?? row + 1)
    // What is known about a row is stored by its number.
    if (!Number.isSafeInteger(row) || row <= before) throw new UnreadableFile({ code: 'import_workbook_broken' })
    const cells = readCells(inner, reading)
    yield { row, line: row, cells, ...(isTrue(attributeOf(attributes, 'hidden')) && { isHidden: true }) }
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

function readCells(xml: string, reading: Reading): string[] {
  const cells: string[] = []
  const prefix = /^\s*<(\w+:)/.exec(xml)?.[1] ?? ''
  let column = 0
  for (const { attributes, inner } of yieldElements(xml, `${prefix}c`)) {
    const place = attributeOf(attributes, 'r')
    column = place === undefined ? column : columnAt(place)
    if (column >= mostColumns) break
    while (cells.length < column) cells.push('')
    cells[column] = readCell(attributes, inner, prefix, reading)
    column++
  }
  // Cells that only have a format.
  while (cells.at(-1) === '') cells.pop()
  return cells
}

/** The column of a cell's address, from 0: `B7` is in column 1. */
const columnAt = (place: string): number => {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** What a cell shows when its formula was never calculated. It counts as an error of the sheet. */
const uncalculatedText = '#CALC!'

function readCell(attributes: string, inner: string, prefix: string, { strings, isDate, isFrom1904 }: Reading): string {
  const type = attributeOf(attributes, 't') ?? 'n'
  if (type === 'inlineStr') return textIn(listElements(inner, `${prefix}is`)[0]?.inner ?? '')
  const [value] = listElements(inner, `${prefix}v`)
  if (!value || value.inner === '') return inner.includes(`<${prefix}f`) ? uncalculatedText : ''
  switch (type) {
    case 's': {
      const text = strings.at(Number(value.inner))
      if (text === undefined) throw new UnreadableFile({ code: 'import_workbook_broken' })
      return text
    }
    case 'b':
      return value.inner === '1' ? 'TRUE' : 'FALSE'
    case 'n':
      return isDate[Number(attributeOf(attributes, 's') ?? 0)]
        ? writeSerialDay(Number(value.inner), isFrom1904)
        : writeSheetNumber(value.inner)
    default:
      return resolveEntities(value.inner)
  }
}
