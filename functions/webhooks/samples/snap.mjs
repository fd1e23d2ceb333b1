// Node 20 or newer: BASE=https://…/snap/<code> SIGNED_PATH=/v1.0/loan/notify CLIENT_KEY=… SECRET=… KEY=private.pem node snap.mjs
// By your settings also MODE=rsa (the event signed by RSA, without a token) and ENCODING=hex.
import { createHash, createHmac, createSign, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { BASE: base, SIGNED_PATH: path, CLIENT_KEY: clientKey, SECRET: secret, KEY: keyFile } = process.env
const { MODE: mode = 'hmac', ENCODING: encoding = 'base64' } = process.env
const now = () => `${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
const signByRsa = (text) => createSign('RSA-SHA256').update(text).sign(readFileSync(keyFile), encoding)
const signByHmac = (text) => createHmac('sha512', secret).update(text).digest(encoding)
const call = async (to, headers, body) => {
  const all = { 'Content-Type': 'application/json', ...headers }
  const answer = await fetch(base + to, { method: 'POST', headers: all, body })
  return answer.json()
}

// 1. Get an access token with your RSA key. It is valid for 900 seconds.
async function getToken() {
  const askedAt = now()
  const signature = signByRsa(`${clientKey}|${askedAt}`)
  const headers = { 'X-CLIENT-KEY': clientKey, 'X-TIMESTAMP': askedAt, 'X-SIGNATURE': signature }
  return (await call('/v1.0/access-token/b2b', headers, '{"grantType":"client_credentials"}')).accessToken
}
const token = mode === 'rsa' ? '' : await getToken()

// 2. Send the event. JSON.stringify writes no spaces, so the body is already minified.
const timestamp = now()
const body = JSON.stringify({ id: `test-${randomUUID()}`, type: 'partner.test', occurredAt: timestamp })
const hash = createHash('sha256').update(body).digest('hex')
const answer = await call(
  '/v1.0/loan/notify',
  {
    Authorization: `Bearer ${token}`,
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE':
      mode === 'rsa'
        ? signByRsa(`POST:${path}:${hash}:${timestamp}`)
        : signByHmac(`POST:${path}:${token}:${hash}:${timestamp}`),
    'X-PARTNER-ID': clientKey,
    'X-EXTERNAL-ID': `${Date.now()}`,
    'CHANNEL-ID': '95221',
  },
  body,
)
console.log(answer.responseCode, answer.responseMessage)
