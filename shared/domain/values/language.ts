import * as z from 'zod'

/** What the system speaks. The name in the API is that of its first use. */
export const Language = z.enum(['id', 'en']).meta({ id: 'ReportLanguage' })
export type Language = z.infer<typeof Language>
