import type { Language } from '../../domain/values/language.ts'

/** Where the mail's reader finds the rest. Files are linked where they are not attached, until a day. */
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
  /** Names of the files that come with the mail. */
  attached?: string[]
  /** The mail may have been sent before, and nobody can tell: it says that it is a second copy. */
  isSecondCopy?: boolean
  /** Sent to try how it looks: it says so. */
  isTest?: boolean
}
