import { strFromU8, unzipSync } from 'fflate'

/** A cell of a spreadsheet: a text, or a number with the code of its format. */
export type ReadCell = { text: string } | { number: number; format: string }

/** The cells of each sheet of a workbook by their addresses (`B2`), and its other files unchanged. */
export function readXlsx(bytes: Uint8Array): { files: Record<string, string>; sheets: Map<string, ReadCell>[] } {
  const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, each]) => [path, strFromU8(each)]))
  const formats = cellFormats(files['xl/styles.xml'] ?? '')
  const paths = Object.keys(files).filter((path) => path.startsWith('xl/worksheets/'))
  const sheets = paths.map((_, i) => cellsOf(files[`xl/worksheets/sheet${i + 1}.xml`] ?? '', formats))
  return { files, sheets }
}

const builtIn: Record<string, string> = { 0: 'General', 1: '0', 49: '@' }

/** The format code of each cell style. */
function cellFormats(styles: string): string[] {
  const own = new Map(
    [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, n, code]) => [n, code]),
  )
  const [, list = ''] = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(styles) ?? []
  return [...list.matchAll(/<xf(?: numFmtId="(\d+)")?/g)].map(([, n = '0']) => own.get(n) ?? builtIn[n] ?? n)
}

function cellsOf(sheet: string, formats: string[]): Map<string, ReadCell> {
  const cell =
    /<c r="([A-Z]+\d+)" s="(\d+)"(?: t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is>|><v>([^<]*)<\/v>)<\/c>/g
  const found = new Map<string, ReadCell>()
  for (const [, address = '', style, text, number] of sheet.matchAll(cell))
    found.set(
      address,
      number === undefined
        ? { text: plain(text ?? '') }
        : { number: Number(number), format: formats[Number(style)] ?? '' },
    )
  return found
}

const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

/** A text as Excel reads it: first entities, then `_x000D_`. */
const plain = (xml: string): string =>
  xml
    .replace(/&(amp|lt|gt);/g, (_, name: string) => characters[name] ?? '')
    .replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
