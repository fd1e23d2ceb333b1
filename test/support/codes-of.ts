import type * as z from 'zod'

/** The problem codes with which a schema refuses a value, none when it takes it; zod's own code where we set none. */
export function codesOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map((issue) =>
    issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : issue.code,
  )
}
