import type { Language } from '../../domain/values/language.ts'

/** Where the reader finds the rest. Files that are not attached are linked until a given day. */
type MailLinks = {
  page?: string
  pdf?: string
  xlsx?: string
  csv?: string
  until?: string
  unsubscribe?: string
}

export type MailOptions = {
  language: Language
  links: MailLinks
  /** Names of the attached files. */
  attached?: string[]
  /** Whether the mail may have been sent before, which nobody can know. It then says that it is a second copy. */
  isSecondCopy?: boolean
  /** Whether the mail is sent as a test. It then says so. */
  isTest?: boolean
}
