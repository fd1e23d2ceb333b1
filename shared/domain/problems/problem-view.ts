import * as z from 'zod'
import type { ErrorKind, Problem } from './app-error.ts'
import { problemTexts, sentence } from './problem-texts.ts'

const ProblemCode = z
  .enum(Object.keys(problemTexts))
  .meta({ id: 'ProblemCode', description: 'Codes never change; new ones may be added.' })

/** A problem as callers see it: a stable code, where it is, and its sentence in both languages. */
export const ProblemView = z
  .object({
    code: z.union([ProblemCode, z.string()]),
    path: z.string().optional().describe('JSON Pointer (RFC 6901) into the request body, or the parameter'),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    message: z.object({ id: z.string(), en: z.string() }),
  })
  .meta({ id: 'Problem' })
export type ProblemView = z.infer<typeof ProblemView>

export const viewProblem = ({ code, path, params }: Problem): ProblemView => ({
  code,
  ...(path && path.length > 0 && { path: `/${path.map(escapePointer).join('/')}` }),
  ...(params && { params }),
  message: sentence(code, params),
})

const escapePointer = (part: string | number): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1')

/** The HTTP status of each kind of refusal. */
export const statusByKind = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  precondition_missing: 428,
  too_many: 429,
  busy: 503,
} as const satisfies Record<ErrorKind, number>
