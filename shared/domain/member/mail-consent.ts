import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Language } from '../values/language.ts'

/** That a member agreed to be told by mail what is recorded about the own record, since when, and in which language. */
export const MailConsent = z.object({ at: Instant, language: Language }).meta({ id: 'MailConsent' })
export type MailConsent = z.infer<typeof MailConsent>
