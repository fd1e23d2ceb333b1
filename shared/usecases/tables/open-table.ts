import type { TableRow } from '../../domain/tables/table-row.ts'
import { readCsvRows } from './csv-rows.ts'
import { decodeText, type Encoding } from './decode-text.ts'
import { unpack } from './unpack.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A sheet of rows. A text file has one sheet, without a name. */
export type TableSheet = {
  name: string
  isHidden: boolean
  rows(): AsyncGenerator<TableRow>
  /** The columns that the sheet hides, from 0. They are known after its rows are read. */
  hiddenColumns(): number[]
  /** The separator of the cells of a text file. It is known after the rows are read. */
  separator(): string | undefined
}

/** A file of tables, whose sheets can be read repeatedly. */
export type TableFile = { kind: 'text' | 'workbook'; sheets: TableSheet[] }

const mostBytesOfText = 200 * 1024 * 1024
/** The largest workbook. Its packed bytes are kept in memory. */
const mostBytesOfWorkbook = 64 * 1024 * 1024

/**
 * How files begin that people take for tables: web pages and XML saved as `.xls`, PDF, pictures, RTF, JSON, and other
 * archives.
 */
const otherKinds =
  /^(?:\xef\xbb\xbf)?\s*(?:<|%PDF|\{\\rtf|\[\s*\{|\{\s*"|MIME-Version:|Rar!|7z\xbc\xaf|\x89PNG|\xff\xd8\xff)/

type Opening = {
  /** The encoding of a text without a byte order mark. */
  encoding?: Encoding | undefined
  /** Receives the pieces of the file when it is first read through. */
  onPiece?: (piece: Uint8Array) => void
}

/**
 * Opens a file of tables: CSV, gzipped or not, or an Excel workbook. Its content decides which, not its name. `read`
 * begins the bytes again. Throws `UnreadableFile`, even while rows are being read.
 */
export async function openTable(
  read: () => Promise<AsyncIterable<Uint8Array>>,
  { encoding = 'utf-8', onPiece = () => {} }: Opening = {},
): Promise<TableFile> {
  const head = await readHead(unpack(await read(), mostBytesOfText))
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile({ code: 'import_workbook_locked' })
  if (otherKinds.test(Buffer.from(head.subarray(0, 64)).toString('latin1')))
    throw new UnreadableFile({ code: 'import_workbook_kind' })
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    const bytes = await readWhole(unpack(await read(), mostBytesOfWorkbook, onPiece))
    // Loaded for the first workbook, because most requests contain none.
    const { openWorkbook } = await import('./workbook.ts')
    return {
      kind: 'workbook',
      sheets: (await openWorkbook(bytes)).map((sheet) => ({ ...sheet, separator: () => undefined })),
    }
  }
  let isSeen = false
  let separator: string | undefined
  async function* rows() {
    const pieces = unpack(await read(), mostBytesOfText, isSeen ? undefined : onPiece)
    isSeen = true
    yield* readCsvRows(decodeText(pieces, encoding), (found) => {
      separator = found
    })
  }
  return {
    kind: 'text',
    sheets: [{ name: '', isHidden: false, rows, hiddenColumns: () => [], separator: () => separator }],
  }
}

const startsWith = (head: Uint8Array, mark: number[]): boolean => mark.every((byte, i) => head[i] === byte)

async function readHead(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of pieces) return piece
  return new Uint8Array()
}

async function readWhole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
