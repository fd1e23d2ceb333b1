// Node 20 or newer: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem node snap.mjs
import { createHash, createHmac, createSign, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { BASE: base, SIGNED_PATH: path, CLIENT_KEY: clientKey, SECRET: secret, KEY: keyFile } = process.env
const now = () => `${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
const call = async (to, headers, body) => {
  const all = { 'Content-Type': 'application/json', ...headers }
  const answer = await fetch(base + to, { method: 'POST', headers: all, body })
  return answer.json()
}

// 1. Get an access token with your RSA key. It is valid for 900 seconds.
const askedAt = now()
const { accessToken } = await call(
  '/v1.0/access-token/b2b',
  {
    'X-CLIENT-KEY': clientKey,
    'X-TIMESTAMP': askedAt,
    'X-SIGNATURE': createSign('RSA-SHA256').update(`${clientKey}|${askedAt}`).sign(readFileSync(keyFile), 'base64'),
  },
  '{"grantType":"client_credentials"}',
)

// 2. Send the event, signed with the secret. JSON.stringify writes no spaces, so the body is already minified.
const timestamp = now()
const body = JSON.stringify({ id: `test-${randomUUID()}`, type: 'partner.test', occurredAt: timestamp })
const hash = createHash('sha256').update(body).digest('hex')
const signature = createHmac('sha512', secret)
  .update(`POST:${path}:${accessToken}:${hash}:${timestamp}`)
  .digest('base64')
const answer = await call(
  '/v1.0/loan/notify',
  {
    Authorization: `Bearer ${accessToken}`,
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE': signature,
    'X-PARTNER-ID': clientKey,
    'X-EXTERNAL-ID': `${Date.now()}`,
    'CHANNEL-ID': '95221',
  },
  body,
)
console.log(answer.responseCode, answer.responseMessage)
