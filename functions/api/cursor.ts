import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { invalid } from '../../shared/domain/problems/app-error.ts'
import { byKey } from '../../shared/domain/values/text-order.ts'
import { wholeNumber } from '../../shared/domain/values/whole-number.ts'
import { openToken } from '../../shared/usecases/open-token.ts'
import type { ApiContext } from './router.ts'

/** The paging parameters of every list. A page may be short. The last page is the one without `next`. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(1000).optional(),
  limit: wholeNumber(1, 200).default(50),
})

/** Binds a cursor to its caller, path and parameters, in the query or the body. */
function bindCursor(c: ApiContext, asked: unknown): string {
  const query = Object.entries(c.req.query())
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .toSorted(byKey)
  return `cursor:${JSON.stringify([c.var.caller.subject, c.req.path, query, asked])}`
}

/**
 * Makes an opaque cursor for the start of the next page. It is sealed, because a position may name something outside
 * the caller's scope. `asked` is the filter of the list, if it came in the body and not in the query.
 */
export const sealCursor = (
  { keyring }: Pick<Deps, 'keyring'>,
  c: ApiContext,
  position: unknown,
  asked?: unknown,
): string => keyring.sealText(position, bindCursor(c, asked))

/** Returns the position in a cursor. Throws `invalid` unless the cursor was made for this caller and query. */
export function openCursor<T extends z.ZodType>(
  deps: Pick<Deps, 'keyring'>,
  c: ApiContext,
  cursor: string | undefined,
  position: T,
  asked?: unknown,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  const refusal = () => invalid('cursor_invalid', {}, ['cursor'])
  return openToken(deps, cursor, { context: bindCursor(c, asked), schema: position, refusal })
}

type Page<T> = { items: T[]; last?: string | undefined }

/** Reads the page of a list that a query asks for. If there may be another page, adds a cursor for it. */
export async function readCursorPage<T>(
  deps: Pick<Deps, 'keyring'>,
  c: ApiContext,
  { cursor, limit }: z.output<typeof PageQuery>,
  list: (page: { after: string | undefined; limit: number }) => Promise<Page<T>>,
): Promise<{ items: T[]; next?: string }> {
  const after = openCursor(deps, c, cursor, z.string())
  const { items, last } = await list({ after, limit })
  return { items, ...(last !== undefined && { next: sealCursor(deps, c, last) }) }
}
