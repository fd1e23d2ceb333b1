import { signWebhook } from '../signing/standard-webhooks.ts'

/** A message for a receiver outside, which verifies it by Standard Webhooks. */
export type Push = {
  target: string
  /** The receiver's live secrets. While there are two, the push is signed with both. */
  secrets: readonly string[]
  /** The same in every try, so that the receiver recognises a repeat. Printable, without full stops. */
  id: string
  /** JSON. */
  body: string
}

/** Why a receiver did not take a push. */
export type PushFailure =
  /** No secret is live, and nothing is sent unsigned. */
  | 'unsigned'
  /** The target may not receive pushes. */
  | 'target'
  /** The name resolves to an address that is not public. */
  | 'address'
  | 'unresolved'
  /** No connection, or one that broke before the answer. */
  | 'unreachable'
  | 'timeout'
  | 'redirect'
  /** The receiver says that it is gone for good (410). */
  | 'gone'
  /** Any other status that is not a success. */
  | 'status'

export type PushResult =
  | { isTaken: true; status: number }
  | { isTaken: false; reason: PushFailure; status?: number | undefined }

/** The headers of a push that is sent at an instant. */
export function makePushHeaders({ secrets, id, body }: Omit<Push, 'target'>, sentAt: Date): Record<string, string> {
  const signatures = secrets.map((secret) => signWebhook(secret, id, sentAt, body))
  return {
    'content-type': 'application/json',
    'user-agent': 'Capaian',
    'webhook-id': id,
    'webhook-timestamp': signatures[0]?.timestamp ?? '',
    'webhook-signature': signatures.map(({ signature }) => signature).join(' '),
  }
}

/** What an answer's status means. Redirects are not followed. */
export function judgeStatus(status: number): PushResult {
  if (status >= 200 && status < 300) return { isTaken: true, status }
  if (status === 410) return { isTaken: false, reason: 'gone', status }
  return { isTaken: false, reason: status >= 300 && status < 400 ? 'redirect' : 'status', status }
}
