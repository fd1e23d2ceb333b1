import { Webhook } from 'standardwebhooks'
import { sameBytes, signatureBytes } from './signature-bytes.ts'
import { judgeTime, notGenuine, type Verdict } from './verdict.ts'

/** A call by the Standard Webhooks scheme as it came (standardwebhooks.com). */
export type WebhookRequest = {
  id: string | undefined
  /** Seconds since 1970. */
  timestamp: string | undefined
  /** One or more `v1,BASE64`, divided by blanks: senders give several while they change secrets. */
  signature: string | undefined
  body: Uint8Array
}

/** Ids end at a full stop in what is signed, so they have none: else `a.1` + `2.{}` would be signed like `a` + `1.2.{}`. */
const isId = (id: string): boolean => /^[\x21-\x2d\x2f-\x7e]{1,128}$/.test(id)

/** Seconds in one writing: the package would read `1614265330.9` or `01614265330` as the same second. */
const isTimestamp = (text: string): boolean => /^[1-9]\d{0,10}$/.test(text)

const hmacBytes = 32

/**
 * Whether a call is the partner's, by any of the live secrets (`whsec_…`). The package makes the signature; its own
 * `verify` is not used, because it asks the machine for the time, and the clock of this system is an argument.
 */
export function verifyWebhook(
  secrets: readonly string[],
  { id, timestamp, signature, body }: WebhookRequest,
  now: Date,
  skewSeconds: number,
): Verdict {
  if (!id || !timestamp || !signature) return notGenuine('header_missing')
  const text = decodeUtf8(body)
  if (!isId(id) || !isTimestamp(timestamp) || text === undefined) return notGenuine('header_shape')
  const sentAt = new Date(Number(timestamp) * 1000)
  const given = signature.split(' ').flatMap(readSignature)
  const isSigned = secrets.some((secret) => {
    const [wanted] = readSignature(new Webhook(secret).sign(id, sentAt, text))
    return wanted !== undefined && given.some((bytes) => sameBytes(bytes, wanted))
  })
  return isSigned ? judgeTime(sentAt, now, skewSeconds) : notGenuine('signature')
}

/** The headers of a call as a partner makes them. */
export const signWebhookCall = (secret: string, id: string, sentAt: Date, text: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, sentAt, text),
})

/** The bytes of a `v1` signature; other versions are passed over. */
function readSignature(versioned: string): Uint8Array[] {
  const [version, text = '', ...rest] = versioned.split(',')
  const bytes = version === 'v1' && rest.length === 0 && signatureBytes(text, 'base64', hmacBytes)
  return bytes ? [bytes] : []
}

/** The package signs text. Bytes that are not UTF-8 have none of their own: many such bodies would be signed alike. */
function decodeUtf8(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}
