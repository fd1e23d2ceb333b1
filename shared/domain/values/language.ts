import * as z from 'zod'

/** The languages of the system. The API keeps the name of its first use. */
export const Language = z.enum(['id', 'en']).meta({ id: 'ReportLanguage' })
export type Language = z.infer<typeof Language>
