import type * as z from 'zod'
import { AppError } from '../../../shared/domain/problems/app-error.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import type { DeskContext } from '../desk-env.ts'

/** Reads the query of an address. Leaves empty fields out. Throws `invalid` with every problem. */
export function readQuery<T extends z.ZodType>(c: DeskContext, schema: T): z.output<T> {
  const input = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new AppError('invalid', listSchemaProblems(parsed.error, input))
  return parsed.data
}

/** An address with a query. Leaves out parameters without a value. */
export const addressOf = (path: string, query: Record<string, string | undefined>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value)
  return search.size === 0 ? path : `${path}?${search}`
}
