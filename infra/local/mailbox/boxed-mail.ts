/** A mail in the mailbox, as its recipient sees it. */
export type BoxedMail = {
  id: string
  at: string
  to: string[]
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  attachments: { name: string; contentType: string; bytes: Uint8Array }[]
  tags: Record<string, string>
  /** The events that were published about the mail. */
  events: string[]
}
