import type * as z from 'zod'

/** The problem codes with which a schema refuses a value; none if it accepts it. Where we set no code, zod's own. */
export function codesOf(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value)
  return (error?.issues ?? []).map((issue) =>
    issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : issue.code,
  )
}
