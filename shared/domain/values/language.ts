import * as z from 'zod'

/** The languages of the system. In the API the schema keeps the name of its first use. */
export const Language = z.enum(['id', 'en']).meta({ id: 'ReportLanguage' })
export type Language = z.infer<typeof Language>
