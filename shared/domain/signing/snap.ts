import { constants, createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import { minifyJson } from './minify.ts'
import { areBytesEqual, readSignatureBytes } from './signature-bytes.ts'
import type { SnapProfile } from './snap-profile.ts'
import { readSnapTimestamp } from './snap-time.ts'
import { judgeTime, makeDoubtful, type Verdict } from './verdict.ts'
import type { SigningKeys } from './webhook-scheme.ts'

/** A SNAP request as received, with unchanged headers and body. */
export type SnapRequest = {
  method: string
  /** The query string as sent, without `?`; empty when there is none. */
  query: string
  /** Without `Bearer `. Only for profiles with a token. */
  accessToken?: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

/**
 * The text that a SNAP signature covers. It contains the SHA-256 of the minified body, and the time exactly as in its
 * header. Asymmetric signatures leave out the token. Source: ASPI, SNAP Developer Site, Keamanan.
 */
export function writeSnapStringToSign(
  parts: {
    method: string
    endpointUrl: string
    accessToken?: string | undefined
    body: Uint8Array
    timestamp: string
  },
  profile: HashForm = {},
): string {
  const token = parts.accessToken === undefined ? [] : [parts.accessToken]
  return [
    parts.method.toUpperCase(),
    parts.endpointUrl,
    ...token,
    ...listHashParts(parts.body, profile),
    parts.timestamp,
  ].join(':')
}

type HashForm = Pick<SnapProfile, 'hashOf' | 'hashEncoding' | 'emptyBody'>

/** The body's hash as the partner writes it. Empty if the partner leaves out the hash of an empty body. */
function listHashParts(
  body: Uint8Array,
  { hashOf = 'minified', hashEncoding = 'hex', emptyBody = 'hash' }: HashForm,
): string[] {
  if (body.length === 0 && emptyBody !== 'hash') return emptyBody === 'blank' ? [''] : []
  const hash = createHash('sha256').update(hashedForms[hashOf](body))
  return [hashEncoding === 'hex' ? hash.digest('hex') : hash.digest('base64').toLowerCase()]
}

const hashedForms: Record<NonNullable<SnapProfile['hashOf']>, (body: Uint8Array) => Uint8Array> = {
  minified: minifyJson,
  as_sent: (body) => body,
  rewritten: rewriteJson,
}

/**
 * The body as written by a partner that parses and rewrites it. A body that is not JSON stays as it is, and the parser
 * refuses it later.
 */
function rewriteJson(body: Uint8Array): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8'))))
  } catch {
    return body
  }
}

/**
 * Verifies that a request is the partner's: the signature over our public path (not the gateway's), then the time. The caller
 * must check afterwards that the access token is live.
 */
export function verifySnapRequest(profile: SnapProfile, keys: SigningKeys, request: SnapRequest, now: Date): Verdict {
  const { method, query, accessToken, timestamp, signature, body } = request
  const takesToken = profile.mode === 'hmac_with_token'
  if (!timestamp || !signature || (takesToken && !accessToken)) return makeDoubtful('header_missing')
  const endpointUrl = profile.query === 'in' && query ? `${profile.publicPath}?${query}` : profile.publicPath
  const signedParts = { method, endpointUrl, body, timestamp, ...(takesToken && { accessToken }) }
  const text = writeSnapStringToSign(signedParts, profile)
  const isSigned = takesToken
    ? isHmac(keys.secrets, text, signature, profile.encoding)
    : isRsa(keys.publicKeys, text, signature, profile.encoding)
  return isSigned ? judgeTimestamp(profile, timestamp, now) : makeDoubtful('signature')
}

/** Verifies a request for an access token: RSA over `clientId|X-TIMESTAMP`, in every profile. */
export function verifyTokenRequest(
  profile: SnapProfile,
  { publicKeys }: Pick<SigningKeys, 'publicKeys'>,
  request: { clientKey: string | undefined; timestamp: string | undefined; signature: string | undefined },
  now: Date,
): Verdict {
  const { clientKey, timestamp, signature } = request
  if (!clientKey || !timestamp || !signature) return makeDoubtful('header_missing')
  const isSigned =
    clientKey === profile.clientKey &&
    isRsa(publicKeys, `${clientKey}|${timestamp}`, signature, profile.tokenEncoding ?? profile.encoding)
  return isSigned ? judgeTimestamp(profile, timestamp, now) : makeDoubtful('signature')
}

function judgeTimestamp({ skewSeconds }: SnapProfile, timestamp: string, now: Date): Verdict {
  const sentAt = readSnapTimestamp(timestamp)
  return sentAt ? judgeTime(sentAt, now, skewSeconds) : makeDoubtful('header_shape')
}

/** The headers that a partner with an HMAC profile sends. */
export function signSnapCall(
  profile: SnapProfile,
  secret: string,
  { accessToken, timestamp, body }: { accessToken: string; timestamp: string; body: Uint8Array },
) {
  const { encoding, publicPath } = profile
  const text = writeSnapStringToSign({ method: 'POST', endpointUrl: publicPath, accessToken, body, timestamp }, profile)
  return {
    Authorization: `Bearer ${accessToken}`,
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE': createHmac('sha512', secret).update(text).digest(encoding),
  }
}

const hmacBytes = 64

/** HMAC-SHA512. The key is the secret's UTF-8 text. */
function isHmac(secrets: readonly string[], text: string, signature: string, encoding: SnapProfile['encoding']) {
  const signatureBytes = readSignatureBytes(signature, encoding, hmacBytes)
  if (!signatureBytes) return false
  return secrets.some((secret) => areBytesEqual(createHmac('sha512', secret).update(text).digest(), signatureBytes))
}

/** SHA256withRSA, PKCS#1 v1.5. */
function isRsa(publicKeys: readonly string[], text: string, signature: string, encoding: SnapProfile['encoding']) {
  return publicKeys.some((pem) => {
    const key = createPublicKey(pem)
    const bytes = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
    const signatureBytes = readSignatureBytes(signature, encoding, bytes)
    if (!signatureBytes) return false
    return verify('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PADDING }, signatureBytes)
  })
}
