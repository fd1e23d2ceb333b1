import type { Context } from 'hono'
import * as z from 'zod'
import { malformed, preconditionMissing } from '../../shared/domain/problems/app-error.ts'

// A proxy that compresses answers makes their ETags weak.
const shape = /^(?:W\/)?"(\d{1,9})"$/

/** Optional only in the schema: `readIfMatch` refuses its absence with 428. */
export const IfMatchHeader = z.object({
  'if-match': z
    .string()
    .optional()
    .meta({
      description: 'The ETag of what is changed, such as "3".',
      pattern: shape.source,
      param: { required: true },
    }),
})

export const setEtag = (c: Context, version: number): void => c.header('ETag', `"${version}"`)

/** Returns the version in `If-Match`, which the caller has seen. */
export function readIfMatch(c: Context): number {
  const given = c.req.header('If-Match')
  if (given === undefined) throw preconditionMissing('if_match_missing')
  const version = shape.exec(given)?.[1]
  if (version === undefined) throw malformed('if_match_shape')
  return Number(version)
}

/** Whether `If-None-Match` names this ETag. */
export const isKnown = (c: Context, etag: string): boolean =>
  (c.req.header('If-None-Match') ?? '').split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')))
