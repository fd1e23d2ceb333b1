import * as z from 'zod'
import { monthPattern } from '../../../shared/domain/calendar.ts'

// These schemas have no names, because assistants read them best without references.

export const monthArgument = z.string().regex(monthPattern)
export const numberArgument = z.int().min(1).max(9999)
const placeArgument = z.string().trim().min(1).max(80)

/** The argument that every tool has. */
export const languageArgument = {
  language: z.enum(['id', 'en']).default('id').describe('Language of names and text: id (Indonesian) or en (English)'),
}

/** The arguments that choose an issue. */
export const issueArguments = {
  month: monthArgument.optional().describe('Month, YYYY-MM; without it the latest published month'),
  number: numberArgument.optional().describe('Number of the issue of that month; without it the latest'),
}

export const placeArguments = {
  place: placeArgument
    .optional()
    .describe(
      'Name or code of a city, district or agency, such as "Tanah Abang", "31.71.07" or "PPKUKM"; without it the whole programme',
    ),
}
