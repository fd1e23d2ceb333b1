import type * as z from 'zod'
import type { Deps } from '../deps.ts'
import type { AppError } from '../domain/problems/app-error.ts'

/** Opens a text that we sealed. Throws the refusal unless it was sealed for this context and has this shape. */
export function openToken<T extends z.ZodType>(
  { keyring }: Pick<Deps, 'keyring'>,
  token: string,
  { context, schema, refusal }: { context: string; schema: T; refusal: () => AppError },
): z.output<T> {
  try {
    return schema.parse(keyring.openText(token, context))
  } catch {
    throw refusal()
  }
}
