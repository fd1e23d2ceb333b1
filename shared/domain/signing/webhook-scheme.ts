import type { Verdict } from './verdict.ts'

/** A call as received: the values of its headers, and the bytes that are signed. */
export type WebhookRequest = {
  id: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

/** A partner's live keys, newest first: secrets that we issued, and its own public keys (PEM). */
export type SigningKeys = { secrets: readonly string[]; publicKeys: readonly string[] }

/** A scheme by which partners sign the bytes that they send to `/hooks`, with the signature in headers. */
export type WebhookScheme = {
  /** The headers that carry an id, the time and the signature. */
  headers: Record<'id' | 'timestamp' | 'signature', string>
  /**
   * Whether the id in the header is the event's id. If so, the body repeats it. If not, only the body has the event's id.
   */
  isEventId: boolean
  verify: (keys: SigningKeys, request: WebhookRequest, now: Date) => Verdict
  /** Signs as the partner would. Absent if only the partner has the key. */
  sign?: (secret: string, id: string, sentAt: Date, text: string) => { timestamp: string; signature: string }
  /** Writes these random bytes as a secret, in the form of the scheme. */
  writeSecret: (random: Buffer) => string
}
