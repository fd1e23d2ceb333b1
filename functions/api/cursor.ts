import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { invalid } from '../../shared/domain/app-error.ts'
import type { ApiContext } from './router.ts'

/** Paging parameters of every list. A page may be short; only the absence of `next` says that it was the last. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const encode = (text: string) => Buffer.from(text).toString('base64url')

/** What a cursor is good for: this caller, this path and these parameters. */
function binding(c: ApiContext): string {
  const query = Object.entries(c.req.query())
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([c.var.caller.subject, c.req.path, query])
}

/** An opaque signed cursor for where the next page begins. */
export function sealCursor({ keyring }: Pick<Deps, 'keyring'>, c: ApiContext, position: unknown): string {
  const payload = encode(JSON.stringify(position))
  return `${payload}.${encode(keyring.hash('cursor', `${binding(c)} ${payload}`))}`
}

/** Where a cursor says to begin. Throws `invalid` unless it was given to this caller for this query. */
export function openCursor<T extends z.ZodType>(
  { keyring }: Pick<Deps, 'keyring'>,
  c: ApiContext,
  cursor: string | undefined,
  position: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  const [payload = '', signature = ''] = cursor.split('.')
  const given = Buffer.from(signature, 'base64url').toString()
  if (!keyring.matches('cursor', `${binding(c)} ${payload}`, given)) throw invalid('cursor_invalid', {}, ['cursor'])
  return position.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}
