import type { Context, HonoRequest } from 'hono'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { malformed, type Problem } from '../../shared/domain/problems/app-error.ts'
import { mayHoldNik } from '../../shared/domain/values/nik.ts'
import { byKey } from '../../shared/domain/values/text-order.ts'
import type { IdempotentRequest } from '../../shared/usecases/once.ts'

const header = 'Idempotency-Key'
const shape = /^[A-Za-z0-9_.:-]{8,128}$/

/** Optional only in the schema: `findKeyProblems` reports its absence together with all other problems. */
export const IdempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .meta({
      description: '8 to 128 characters, unique per request. A repeat gets the first answer.',
      pattern: shape.source,
      param: { required: true },
    }),
})

/** Checks the key of a request that needs one. */
export function findKeyProblems(request: HonoRequest): Problem[] {
  const key = request.header(header)
  if (key === undefined) return [{ code: 'idempotency_key_missing' }]
  if (!shape.test(key)) return [{ code: 'idempotency_key_shape' }]
  // Keys are stored in clear text and never deleted, so they must not contain a NIK.
  return mayHoldNik(key) ? [{ code: 'idempotency_key_nik' }] : []
}

/**
 * Returns the key of a request and a keyed hash of its method, path and validated body. The order of fields does not
 * matter. With an unkeyed hash, a reader of the table could confirm a guess at a person's data.
 */
export function identifyRequest(
  { keyring }: Pick<Deps, 'keyring'>,
  c: Context,
  body: unknown = null,
): IdempotentRequest {
  const [problem] = findKeyProblems(c.req)
  if (problem) throw malformed(problem.code)
  const asked = JSON.stringify([c.req.method, c.req.path, sortFields(body)])
  const [fingerprint = '', ...formerly] = keyring.hashes('request', asked)
  return { key: c.req.header(header) ?? '', fingerprint, formerly }
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(byKey)
    .map(([key, each]) => [key, sortFields(each)])
}

/** Marks an answer that repeats the first one. */
export function markReplay(c: Context, replayed: boolean): void {
  if (replayed) c.header('Idempotency-Replayed', 'true')
}
