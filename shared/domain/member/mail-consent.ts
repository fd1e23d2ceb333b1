import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Language } from '../values/language.ts'

/** A member's consent to mails about new entries in the own record, with its time and the language. */
export const MailConsent = z.object({ at: Instant, language: Language }).meta({ id: 'MailConsent' })
export type MailConsent = z.infer<typeof MailConsent>
