import * as z from 'zod'

/** The code of a stage, agency, indicator or other part of a programme. */
export const Code = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/)
