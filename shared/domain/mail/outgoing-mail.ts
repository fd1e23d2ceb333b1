import type { Email } from '../values/email.ts'

export type Attachment = { name: string; contentType: string; bytes: Uint8Array }

/** What is sent, but to whom: the same for everybody who gets the same part of an issue in the same language. */
export type MailContent = { subject: string; html: string; text: string; attachments: Attachment[] }

export type OutgoingMail = MailContent & {
  to: Email
  /** Where a program that reads mail may say, by POST alone, that the recipient wants no more of it. */
  unsubscribeUrl: string
  /** What events about the mail will bear, so that we know it again. Letters, digits, `_` and `-`; nothing of a person. */
  tags: Record<string, string>
}
