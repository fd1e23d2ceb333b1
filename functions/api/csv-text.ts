import { AppError } from '../../shared/domain/problems/app-error.ts'
import type { ApiContext } from './router.ts'

/** Whether a request says that its body is CSV. */
export const isCsv = (type: string | undefined): boolean => /^text\/csv\s*(;|$)/i.test(type ?? '')

/** The body of a route that takes CSV. */
export async function readCsv(c: ApiContext): Promise<string> {
  if (!isCsv(c.req.header('Content-Type'))) throw new AppError('unsupported', [{ code: 'content_type_csv' }])
  return c.req.text()
}
