import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto'

/** A call that a partner's own program sends. */
export type SignedCall = { path: string; headers: Record<string, string>; body: string }

const publicPath = '/v1.0/loan/notify'
const service = '88'

/** How the bank of the demo signs: SNAP, with an access token of ours. */
export const snapProfile = (code: string) =>
  ({
    scheme: 'snap',
    mode: 'hmac_with_token',
    encoding: 'hex',
    query: 'in',
    externalId: 'numeric',
    skewSeconds: 300,
    service,
    clientKey: code,
    publicPath,
  }) as const

/** The code of a SNAP reply to an accepted event. */
export const snapSuccess = `200${service}00`

/** Makes a bank's program. It has its own key, and signs by SNAP as ASPI describes it, without our code. */
export function snapSigner(code: string, now: () => Date) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  // Starts at the current time and counts up. So each number is unique on its day, no matter how often the demo runs.
  let calls = Date.now()
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    tokenRequest(): SignedCall {
      const timestamp = now().toISOString()
      const signature = createSign('RSA-SHA256').update(`${code}|${timestamp}`).sign(privateKey, 'hex')
      return {
        path: `/snap/${code}/v1.0/access-token/b2b`,
        headers: { 'X-CLIENT-KEY': code, 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signature },
        body: '{"grantType":"client_credentials"}',
      }
    },
    notice(event: object, { token, secret }: { token: string; secret: string }): SignedCall {
      const body = JSON.stringify(event)
      const timestamp = now().toISOString()
      const hash = createHash('sha256').update(body).digest('hex')
      const text = `POST:${publicPath}:${token}:${hash}:${timestamp}`
      return {
        path: `/snap/${code}${publicPath}`,
        headers: {
          Authorization: `Bearer ${token}`,
          'X-TIMESTAMP': timestamp,
          'X-SIGNATURE': createHmac('sha512', secret).update(text).digest('hex'),
          'X-PARTNER-ID': code,
          'X-EXTERNAL-ID': String(++calls),
          'CHANNEL-ID': '95221',
        },
        body,
      }
    },
  }
}

/** Makes a fintech's program, which signs by Standard Webhooks. */
export const webhookSigner =
  (code: string, now: () => Date) =>
  (event: { id: string }, secret: string): SignedCall => {
    const body = JSON.stringify(event)
    const timestamp = String(Math.floor(now().getTime() / 1000))
    const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${event.id}.${timestamp}.${body}`)
      .digest('base64')
    return {
      path: `/hooks/${code}`,
      headers: { 'webhook-id': event.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
      body,
    }
  }
