import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyWebhook } from '../../../shared/domain/signing/standard-webhooks.ts'
import type { WebhookRequest } from '../../../shared/domain/signing/webhook-scheme.ts'
import { rawJson } from '../../support/raw-json.ts'

// The values that the specification's own libraries are tested with (standard-webhooks/standard-webhooks).
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const otherSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const publishedRequest = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: Buffer.from('{"test": 2432232314}'),
}
const sentAt = new Date(1614265330_000)
const genuineResult = { isGenuine: true, sentAt }
const verify = (request: WebhookRequest, secrets = [secret], now = sentAt) =>
  verifyWebhook(secrets, request, now, { skewSeconds: 300 })

/** The scheme again, over bytes and without the package, as a partner's own program applies it. */
const signByHand = (id: string, timestamp: string, body: Uint8Array, by = secret) =>
  `v1,${createHmac('sha256', Buffer.from(by.slice(6), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64')}`

test('the published values verify', () => {
  expect(verify(publishedRequest)).toEqual(genuineResult)
})

test('any live secret and any of several signatures is enough', () => {
  expect(verify(publishedRequest, [otherSecret, secret])).toEqual(genuineResult)
  expect(
    verify({ ...publishedRequest, signature: `v1,${'A'.repeat(43)}= v2,x ${publishedRequest.signature} v1a,y` }),
  ).toEqual(genuineResult)
})

test('whatever JSON a partner signs verifies, to the byte', () => {
  fc.assert(
    fc.property(rawJson, fc.constantFrom(secret, otherSecret), ({ sent }, by) => {
      const body = Buffer.from(sent)
      const request = {
        ...publishedRequest,
        body,
        signature: signByHand(publishedRequest.id, publishedRequest.timestamp, body, by),
      }
      expect(verify(request, [secret, otherSecret])).toEqual(genuineResult)
      const bodyWithBlank = Buffer.concat([body, Buffer.from(' ')])
      expect(verify({ ...request, body: bodyWithBlank }, [secret, otherSecret])).toEqual({
        isGenuine: false,
        doubt: 'signature',
      })
    }),
    { numRuns: 300 },
  )
})

test('a byte-order mark is part of what is signed', () => {
  const body = Buffer.from('\ufeff{"test": 2432232314}')
  expect(verify({ ...publishedRequest, body }).isGenuine).toBe(false)
  expect(
    verify({ ...publishedRequest, body, signature: signByHand(publishedRequest.id, publishedRequest.timestamp, body) }),
  ).toEqual(genuineResult)
})

describe('is refused:', () => {
  const signAgain = (id: string, timestamp: string) => ({
    id,
    timestamp,
    signature: signByHand(id, timestamp, publishedRequest.body),
  })
  test.each<[string, Partial<WebhookRequest>]>([
    ['another id', { id: 'msg_x' }],
    ['another second', { timestamp: '1614265331' }],
    ['a fraction of the second', { timestamp: '1614265330.9' }],
    ['a second with a zero before it', { timestamp: '01614265330' }],
    ['a second with something after it', { timestamp: '1614265330x' }],
    ['another body', { body: Buffer.from('{"test":2432232314}') }],
    ['a signature without its version', { signature: publishedRequest.signature.slice(3) }],
    ['a signature of another version', { signature: publishedRequest.signature.replace('v1,', 'v2,') }],
    ['a signature without padding', { signature: publishedRequest.signature.slice(0, -1) }],
    ['a signature with more behind it', { signature: `${publishedRequest.signature},x` }],
    ['a signature with other idle bits', { signature: publishedRequest.signature.replace('OE=', 'OF=') }],
    [
      'a signature in hex',
      { signature: `v1,${Buffer.from(publishedRequest.signature.slice(3), 'base64').toString('hex')}` },
    ],
    ['no id', { id: undefined }],
    ['no time', { timestamp: '' }],
    ['no signature', { signature: undefined }],
    ['an id with a full stop, signed', signAgain('msg.1', '1614265330')],
    ['an id with a blank, signed', signAgain('msg 1', '1614265330')],
    [
      'another secret',
      { signature: signByHand(publishedRequest.id, publishedRequest.timestamp, publishedRequest.body, otherSecret) },
    ],
  ])('%s', (_, change) => {
    expect(verify({ ...publishedRequest, ...change }).isGenuine).toBe(false)
  })

  test('bytes that are not text, signed as the package would sign them', () => {
    const body = Buffer.of(0x7b, 0xff, 0x7d)
    const replacedText = Buffer.from(body.toString())
    const request = {
      ...publishedRequest,
      body,
      signature: signByHand(publishedRequest.id, publishedRequest.timestamp, replacedText),
    }
    expect(verify(request)).toEqual({ isGenuine: false, doubt: 'header_shape' })
  })

  test('a call once its secret has ended', () => {
    expect(verify(publishedRequest, [])).toEqual({ isGenuine: false, doubt: 'signature' })
  })
})

test.each([
  [300_000, true],
  [301_000, false],
  [-300_000, true],
  [-301_000, false],
  [365 * 86_400_000, false],
])('a call %i ms away from our clock is accepted: %s', (by, isNow) => {
  const now = new Date(sentAt.getTime() + by)
  expect(verify(publishedRequest, [secret], now)).toEqual(isNow ? genuineResult : { isGenuine: false, doubt: 'stale' })
})
