import type * as z from 'zod'

/** The problem codes of a value that a schema refuses; empty if it accepts the value. Rules without our code give zod's. */
export function codesOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map((issue) =>
    issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : issue.code,
  )
}
