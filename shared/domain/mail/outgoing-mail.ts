import type { Email } from '../values/email.ts'

export type Attachment = { name: string; contentType: string; bytes: Uint8Array }

/** A mail without its recipient. It is the same for everybody with the same scope and language. */
export type MailContent = { subject: string; html: string; text: string; attachments: Attachment[] }

export type OutgoingMail = MailContent & {
  to: Email
  /** The one-click unsubscribe address (POST) for mail programs; absent for notices of the service itself. */
  unsubscribeUrl?: string
  /** Tags that mail events repeat, so that we recognise the mail. Letters, digits, `_` and `-`; no personal data. */
  tags: Record<string, string>
}
