import { createHash } from 'node:crypto'
import * as z from 'zod'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { binary } from './answers.ts'
import type { ApiContext } from './router.ts'

/** The media type of an Excel workbook (ECMA-376, `.xlsx`). */
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A table as received: the text of a CSV in UTF-8, or the bytes of a workbook. */
export const SheetBody = z.union([z.string(), z.instanceof(Uint8Array)])
type SheetBody = z.infer<typeof SheetBody>

/** A declared request body that is a table. */
export const sheetBody = {
  body: {
    required: true,
    content: {
      'text/csv': { schema: z.string() },
      [workbookType]: binary,
    },
  },
}

const isType = (type: string | undefined, wanted: string): boolean =>
  (type ?? '').split(';', 1)[0]?.trim().toLowerCase() === wanted

export const isCsv = (type: string | undefined): boolean => isType(type, 'text/csv')
export const isWorkbook = (type: string | undefined): boolean => isType(type, workbookType)

/** Reads the body of a route that takes a table. Throws `unsupported` for another `Content-Type`. */
export async function readSheetBody(c: ApiContext): Promise<SheetBody> {
  const type = c.req.header('Content-Type')
  if (isCsv(type)) return c.req.text()
  if (isWorkbook(type)) return new Uint8Array(await c.req.arrayBuffer())
  // The code of a problem is stable, so this one still says CSV though workbooks are taken too.
  throw new AppError('unsupported', [{ code: 'content_type_csv' }])
}

/** What the hash of a request covers of its table: the text of a CSV, or the hash of a workbook. */
export const identifySheet = (sheet: SheetBody): unknown =>
  typeof sheet === 'string' ? sheet : { sha256: createHash('sha256').update(sheet).digest('hex') }
