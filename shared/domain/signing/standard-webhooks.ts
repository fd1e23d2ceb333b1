import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import * as z from 'zod'
import { areBytesEqual, readSignatureBytes } from './signature-bytes.ts'
import { skewSeconds } from './skew.ts'
import { judgeTime, makeDoubtful, type Verdict } from './verdict.ts'
import type { WebhookRequest, WebhookScheme } from './webhook-scheme.ts'

export const StandardWebhooksProfile = z
  .strictObject({
    scheme: z.literal('standard_webhooks'),
    headers: z.enum(['webhook', 'svix']).optional().describe('The beginning of header names; default: webhook'),
    eventId: z
      .enum(['header', 'body'])
      .optional()
      .describe(
        'Which id names an event: that of the header, which the body repeats (when absent), or that of the body',
      ),
    secret: z
      .enum(['base64', 'text'])
      .optional()
      .describe('What signs: the bytes that the secret is in base64 (when absent), or its text itself'),
    skewSeconds,
  })
  .meta({ id: 'StandardWebhooksProfile' })
export type StandardWebhooksProfile = z.infer<typeof StandardWebhooksProfile>

/**
 * Standard Webhooks (standardwebhooks.com). The time is in seconds since 1970. The signature is one or more `v1,BASE64`,
 * separated by blanks: senders give several while they change secrets.
 */
export const makeStandardWebhooks = ({ headers = 'webhook', ...profile }: StandardWebhooksProfile): WebhookScheme => ({
  headers: {
    id: `${headers}-id`,
    timestamp: `${headers}-timestamp`,
    signature: `${headers}-signature`,
  },
  isEventId: profile.eventId !== 'body',
  verify: ({ secrets }, request, now) => verifyWebhook(secrets, request, now, profile),
  sign: (secret, id, sentAt, text) => signWebhook(secret, id, sentAt, text, profile),
  writeSecret: (random) =>
    profile.secret === 'text' ? random.toString('base64url') : `whsec_${random.toString('base64')}`,
})

/** Every combination of the settings in which senders differ. */
export const standardWebhooksForms = (['webhook', 'svix'] as const).flatMap((headers) =>
  (['base64', 'text'] as const).map((secret) => ({ headers, secret })),
)

/** The key of a secret. The package uses a text unchanged only if told so. */
const readKey = (secret: string, form: StandardWebhooksProfile['secret']): Webhook =>
  form === 'text' ? new Webhook(secret, { format: 'raw' }) : new Webhook(secret)

/** Ids have no full stop, because one ends the id in the signed text: `a.1` + `2.{}` would equal `a` + `1.2.{}`. */
const isId = (id: string): boolean => /^[\x21-\x2d\x2f-\x7e]{1,128}$/.test(id)

/** Accepts only one way to write a second. The package reads `1614265330.9` and `01614265330` as the same. */
const isTimestamp = (text: string): boolean => /^[1-9]\d{0,10}$/.test(text)

const hmacBytes = 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The bytes of a secret, as the package reads them. */
const readBytes = (secret: string, form: StandardWebhooksProfile['secret']): Buffer =>
  form === 'text' ? Buffer.from(secret, 'latin1') : Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

/**
 * Verifies a call with any of the live secrets (`whsec_…`). The package is not used: its `verify` reads the machine's
 * clock, and its hash, in JavaScript, is slow for long bodies. The scheme signs text, so a body that is not UTF-8 is
 * refused: many would read as the same text.
 */
export function verifyWebhook(
  secrets: readonly string[],
  { id, timestamp, signature, body }: WebhookRequest,
  now: Date,
  { skewSeconds, secret: form }: Pick<StandardWebhooksProfile, 'skewSeconds' | 'secret'>,
): Verdict {
  if (!id || !timestamp || !signature) return makeDoubtful('header_missing')
  if (!isId(id) || !isTimestamp(timestamp) || !isUtf8(body)) return makeDoubtful('header_shape')
  const sentAt = new Date(Number(timestamp) * 1000)
  const givenSignatures = signature.split(' ').flatMap(readSignature)
  const isSigned = secrets.some((secret) => {
    const rightSignature = createHmac('sha256', readBytes(secret, form))
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest()
    return givenSignatures.some((bytes) => areBytesEqual(bytes, rightSignature))
  })
  return isSigned ? judgeTime(sentAt, now, skewSeconds) : makeDoubtful('signature')
}

/** Signs as a partner does. */
export const signWebhook = (
  secret: string,
  id: string,
  sentAt: Date,
  text: string,
  { secret: form }: Pick<StandardWebhooksProfile, 'secret'> = {},
) => ({
  timestamp: String(Math.floor(sentAt.getTime() / 1000)),
  signature: readKey(secret, form).sign(id, sentAt, text),
})

/** The bytes of a `v1` signature. Other versions are ignored. */
function readSignature(signature: string): Uint8Array[] {
  const [version, text = '', ...rest] = signature.split(',')
  const bytes = version === 'v1' && rest.length === 0 && readSignatureBytes(text, 'base64', hmacBytes)
  return bytes ? [bytes] : []
}
