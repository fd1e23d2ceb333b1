import { createHmac, createPublicKey } from 'node:crypto'
import midtrans from 'midtrans-client'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { issueCredential } from '../../../shared/usecases/partners/credentials.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { request } from '../../support/test-deps.ts'
import { testPartners } from '../../support/test-partners.ts'

const { SnapBi, SnapBiConfig } = midtrans
let partners: Awaited<ReturnType<typeof testPartners>>
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  partners = await testPartners()
  server = await listen(partners.app, await findFreePort(18_700))
})
afterAll(() => server.stop())

const successful = { responseCode: '2008800', responseMessage: 'Successful' }
const readTold = (code: string) => partners.told.filter(({ partner }) => partner === code).map(({ event }) => event.id)

async function post(path: string, headers: Record<string, string>, body: string) {
  const answer = await partners.send({ path, headers, body })
  return { status: answer.status, body: await answer.json() }
}

test.each([
  ['standardwebhooks', StandardWebhook, 'webhook'],
  ['svix', SvixWebhook, 'svix'],
] as const)('%s connects as it is, with the headers that it is used with', async (name, Webhook, headers) => {
  const code = `by-${name}`
  const { secret } = await partners.fintech(code, { signing: { scheme: 'standard_webhooks', headers } })
  const body = JSON.stringify(loanEvent())
  const at = partners.deps.now()
  const signed = {
    [`${headers}-id`]: 'evt-1',
    [`${headers}-timestamp`]: String(at.getTime() / 1000),
    [`${headers}-signature`]: new Webhook(secret).sign('evt-1', at, body),
  }
  expect((await post(`/hooks/${code}`, signed, body)).status).toBe(200)
  expect(readTold(code)).toEqual(['evt-1'])
})

test('a sender with svix brings its own secret as text, and gives messages ids of their own', async () => {
  const code = 'own-secret'
  const signing = { scheme: 'standard_webhooks', headers: 'svix', secret: 'text', eventId: 'body' } as const
  await partners.fintech(code, { signing })
  const value = 'not-base64-but-long-enough!'
  const given = await issueCredential(partners.deps, partners.admin, request(), code, {
    ...{ kind: 'secret', value, overlapSeconds: 0 },
  })
  expect(given).not.toHaveProperty('secret')
  const body = JSON.stringify(loanEvent())
  const at = partners.deps.now()
  for (const id of ['msg_1', 'msg_2']) {
    const signature = new SvixWebhook(value, { format: 'raw' }).sign(id, at, body)
    const headers = { 'svix-id': id, 'svix-timestamp': String(at.getTime() / 1000), 'svix-signature': signature }
    expect((await post(`/hooks/${code}`, headers, body)).status).toBe(200)
  }
  expect(readTold(code)).toEqual(['evt-1'])
})

test('midtrans-client requests a token by RSA and sends a loan event by HMAC', async () => {
  const code = 'by-midtrans'
  const { profile, secret, privateKey } = await partners.bank(code)
  Object.assign(SnapBiConfig, {
    SNAP_BI_SANDBOX_BASE_URL: `${server.endpoint}/snap/${code}`,
    snapBiClientId: profile.clientKey,
    snapBiPrivateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    snapBiClientSecret: secret,
    snapBiPartnerId: profile.clientKey,
    snapBiChannelId: '12345',
  })
  const client = SnapBi.va().withTimeStamp(partners.deps.now().toISOString()).withBody(loanEvent())
  client.apiPath = profile.publicPath
  expect(await client.createConnection('1001')).toEqual(successful)
  expect(readTold(code)).toEqual(['evt-1'])
})

test('a body with blanks, or one that the sender re-serialised, is hashed as the partner’s settings say', async () => {
  const text = JSON.stringify(loanEvent(), null, 2).replace('"dates"', '"daysLate": 1.0, "dates"')
  for (const [hashOf, sent] of [
    ['minified', text.replace('1.0', '1')],
    ['rewritten', text],
  ] as const) {
    const code = `hash-${hashOf}`
    const { profile, secret, token: makeToken } = await partners.bank(code, { hashOf })
    const token = await makeToken()
    const at = partners.deps.now().toISOString()
    const signature = SnapBi.getSymmetricSignatureHmacSh512(
      ...([token, JSON.parse(sent), 'post', profile.publicPath, secret, at] as const),
    )
    const headers = {
      Authorization: `Bearer ${token}`,
      'X-TIMESTAMP': at,
      'X-SIGNATURE': signature,
      'X-EXTERNAL-ID': '7',
    }
    const { status, body } = await post(`/snap/${code}/v1.0/loan/notify`, headers, sent)
    expect([hashOf, status, body]).toEqual([hashOf, 200, successful])
  }
})

test('the RSA signatures that we accept are those that midtrans-client accepts', async () => {
  const code = 'rsa-peer'
  const { profile, signed, privateKey } = await partners.bank(code, { mode: 'rsa' })
  const event = loanEvent()
  const call = signed(JSON.stringify(event))
  SnapBiConfig.snapBiPublicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })
  const isVerified = SnapBi.notification()
    .withNotificationPayload(event)
    .withNotificationUrlPath(profile.publicPath)
    .withTimeStamp(call.headers['X-TIMESTAMP'] ?? '')
    .withSignature(call.headers['X-SIGNATURE'] ?? '')
    .isWebhookNotificationVerified()
  expect([isVerified, (await partners.send(call)).status]).toEqual([true, 200])
})

test('a call signed with a key of the partner reveals which settings fit; any other call reveals nothing', async () => {
  const code = 'fitting'
  const { secret, token: makeToken } = await partners.bank(code, { encoding: 'hex', query: 'out' })
  const token = await makeToken()
  const at = new Date(partners.deps.now().getTime() + 3_600_000).toISOString()
  const text = JSON.stringify(testEvent(), null, 1)
  const path = '/v1.0/loan/fit'
  const sign = (by: string) => SnapBi.getSymmetricSignatureHmacSh512(token, JSON.parse(text), 'post', path, by, at)
  const headers = { Authorization: `Bearer ${token}`, 'X-TIMESTAMP': at }
  const tried = await post(`/snap/${code}${path}`, { ...headers, 'X-SIGNATURE': sign(secret) }, text)
  const nearest = {
    ...{ publicPath: path, mode: 'hmac_with_token', encoding: 'base64', query: 'out' },
    ...{ hashOf: 'minified', hashEncoding: 'hex' },
  }
  const fits = [nearest, { ...nearest, hashOf: 'rewritten' }]
  expect(tried).toEqual({ status: 200, body: { ...successful, agrees: false, fits, clockAhead: 3600 } })
  const forged = await post(`/snap/${code}${path}`, { ...headers, 'X-SIGNATURE': sign('x'.repeat(43)) }, text)
  expect(forged).toEqual({ status: 401, body: { responseCode: '4018800', responseMessage: 'Unauthorized. Signature' } })

  const { secret: own } = await partners.fintech('fitting-hook', { signing: { scheme: 'standard_webhooks' } })
  const stamp = String(partners.deps.now().getTime() / 1000)
  const signature = `v1,${createHmac('sha256', own).update(`msg_9.${stamp}.${text}`).digest('base64')}`
  const called = { 'svix-id': 'msg_9', 'svix-timestamp': stamp, 'svix-signature': signature }
  expect(await post('/hooks/fitting-hook/fit', called, text)).toEqual({
    status: 200,
    body: { agrees: false, fits: [{ headers: 'svix', secret: 'text', eventId: 'body' }], clockAhead: 0 },
  })
})
