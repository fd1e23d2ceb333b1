import * as z from 'zod'

/** A text in the two languages of the system. */
export const Bilingual = z.object({ id: z.string().min(1), en: z.string().min(1) }).meta({ id: 'Bilingual' })

export type Bilingual = z.infer<typeof Bilingual>
