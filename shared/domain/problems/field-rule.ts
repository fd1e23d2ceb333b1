import type { ProblemCode } from './problem-texts.ts'

/** Options for zod's `refine` that give the issue one of our stable codes. */
export const rule = (code: ProblemCode) => ({ message: code, params: { code }, abort: true })

/** Options for zod's `regex` that give refusals an example of the right form. */
export const like = (example: string) => ({ error: example })
