import type { About, SheetWriter, Value } from '../domain/export/sheet.ts'

/** Writes a whole table as one file. */
export function wholeSheet(writer: SheetWriter, rows: Value[][], about: About): Uint8Array {
  const body = writer.rows(rows)
  const { before, after } = writer.end(about)
  return Buffer.concat([before, body, after])
}
