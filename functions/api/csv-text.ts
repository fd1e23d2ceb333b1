import { AppError } from '../../shared/domain/problems/app-error.ts'
import type { ApiContext } from './router.ts'

/** Whether a `Content-Type` is CSV. */
export const isCsv = (type: string | undefined): boolean => /^text\/csv\s*(;|$)/i.test(type ?? '')

/** Reads the body of a route that takes CSV. Throws `unsupported` for another `Content-Type`. */
export async function readCsv(c: ApiContext): Promise<string> {
  if (!isCsv(c.req.header('Content-Type'))) throw new AppError('unsupported', [{ code: 'content_type_csv' }])
  return c.req.text()
}
