/** A mail in the mailbox, as whoever gets it sees it. */
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
  /** What was told of it. */
  events: string[]
}
