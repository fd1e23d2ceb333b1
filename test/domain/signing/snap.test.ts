import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type SnapRequest,
  verifySnapRequest,
  verifyTokenRequest,
  writeSnapStringToSign,
} from '../../../shared/domain/signing/snap.ts'
import { SnapProfile } from '../../../shared/domain/signing/snap-profile.ts'
import { findSnapDay, writeSnapTimestamp } from '../../../shared/domain/signing/snap-time.ts'
import { rawJson } from '../../support/raw-json.ts'

const now = new Date('2024-03-05T03:37:16.000Z')
const profile = SnapProfile.parse({
  scheme: 'snap',
  mode: 'hmac_with_token',
  encoding: 'base64',
  query: 'in',
  externalId: 'any',
  service: '88',
  clientKey: 'bank-1',
  publicPath: '/v1.0/loan/notify',
})
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = ({ publicKey }: ReturnType<typeof pair>) => publicKey.export({ type: 'spki', format: 'pem' }).toString()
const ours = pair()
const foreign = pair()
const secret = 'a secret of our own, with blanks + é'
const keys = { secrets: [secret], publicKeys: [pem(ours)] }
const publicKey = pem(ours)

/** SNAP's rule again, simply and over text, as a partner's own program applies it. */
function writeStringToSign(parts: { path: string; token?: string; minified: string; timestamp: string }): string {
  const hash = createHash('sha256').update(parts.minified, 'utf8').digest('hex').toLowerCase()
  return `POST:${parts.path}:${parts.token === undefined ? '' : `${parts.token}:`}${hash}:${parts.timestamp}`
}
const hmac = (text: string, encoding: 'hex' | 'base64', key = secret) =>
  createHmac('sha512', Buffer.from(key, 'utf8')).update(text, 'utf8').digest(encoding)
const rsa = (text: string, encoding: 'hex' | 'base64', { privateKey } = ours) =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, encoding)

test('the published vector of Midtrans verifies', () => {
  const body =
    '{"partnerReferenceNo":"2020102900000000000001","amount":{"value":"12345678.00","currency":"IDR"},"feeAmount":{"value":"12345678.00","currency":"IDR"},"merchantId":"00007100010926","terminalId":"213141251124","validityPeriod":"2009-07-03T12:08:56-07:00"}'
  const signedParts = {
    method: 'POST',
    endpointUrl: '/v1.0/qr/qr-mpm-generate',
    accessToken: 'myaccesstoken',
    timestamp: '2024-03-05T10:37:16.196Z',
    body: Buffer.from(body),
  }
  expect(writeSnapStringToSign(signedParts)).toBe(
    'POST:/v1.0/qr/qr-mpm-generate:myaccesstoken:01463f60dbb6ca538581579dd95b31c8ba9fc6600eca750e4d8460ca4e402111:2024-03-05T10:37:16.196Z',
  )
  const request = {
    ...signedParts,
    query: '',
    body: Buffer.from(body.replaceAll(',"', ',\r\n  "')),
    signature: 'wmzT7yjg1SxxCsxNsFgCR9SYXiZGGbceF6fV8xe97sAMHxZ+7OEBMIBmvb6Sj6GcksGp3iv77DiomgSbcST3XQ==',
  }
  const midtrans = { ...profile, publicPath: '/v1.0/qr/qr-mpm-generate' }
  const signer = { secrets: ['another', 'myclientsecret'], publicKeys: [] }
  const sentAt = new Date('2024-03-05T10:37:16.196Z')
  expect(verifySnapRequest(midtrans, signer, request, sentAt)).toEqual({ isGenuine: true, sentAt })
})

test('a request without a body is signed over the hash of an empty text', () => {
  const signedParts = { method: 'get', endpointUrl: '/v1.0/x', body: Buffer.of(), timestamp: 't' }
  expect(writeSnapStringToSign(signedParts)).toBe(
    'GET:/v1.0/x:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855:t',
  )
})

const settings = fc.record({
  mode: fc.constantFrom('hmac_with_token' as const, 'rsa' as const),
  encoding: fc.constantFrom('hex' as const, 'base64' as const),
  query: fc.constantFrom('in' as const, 'out' as const),
})
const timestamps = fc.constantFrom('2024-03-05T10:37:16+07:00', '2024-03-05T03:37:16.196Z', '2024-03-05T10:33:00+07:00')
const queries = fc.constantFrom('', 'a=1&b=%20c', 'b=2&a=1')

/** A request that a partner's own program signed, in any of the settings. */
const genuineRequest = fc
  .record({ set: settings, json: rawJson, timestamp: timestamps, query: queries })
  .map(({ set, json, timestamp, query }): { set: SnapProfile; request: SnapRequest & { signature: string } } => {
    const path = set.query === 'in' && query !== '' ? `${profile.publicPath}?${query}` : profile.publicPath
    const unsignedRequest = { method: 'POST', query, timestamp, body: Buffer.from(json.sent) }
    const token = 'token-1'
    if (set.mode === 'rsa') {
      const signature = rsa(writeStringToSign({ path, minified: json.minified, timestamp }), set.encoding)
      return { set: { ...profile, ...set }, request: { ...unsignedRequest, signature } }
    }
    const signature = hmac(writeStringToSign({ path, token, minified: json.minified, timestamp }), set.encoding)
    return { set: { ...profile, ...set }, request: { ...unsignedRequest, accessToken: token, signature } }
  })

test('whatever JSON a partner signs, in whatever setting, verifies', () => {
  fc.assert(
    fc.property(genuineRequest, ({ set, request }) => {
      const sentAt = new Date(request.timestamp ?? '')
      expect(verifySnapRequest(set, keys, request, now)).toEqual({ isGenuine: true, sentAt })
    }),
    { numRuns: 300 },
  )
})

test('another body, path, query, token, time, method or secret does not verify', () => {
  const forgeries = fc.constantFrom<(request: SnapRequest & { signature: string }, set: SnapProfile) => SnapRequest>(
    (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('0')]) }),
    (request) => ({
      ...request,
      body: request.body.subarray(0, -1).length === 0 ? Buffer.from('1') : Buffer.from('{"x":1}'),
    }),
    (request) => ({ ...request, timestamp: `${request.timestamp ?? ''}0` }),
    (request) => ({ ...request, timestamp: (request.timestamp ?? '').replace('16', '17').replace('33:00', '33:01') }),
    (request) => ({ ...request, method: 'PUT' }),
    (request, set) =>
      set.query === 'in' ? { ...request, query: `${request.query}&x` } : { ...request, method: 'PATCH' },
    (request, set) => (set.mode === 'rsa' ? { ...request, method: 'GET' } : { ...request, accessToken: 'token-2' }),
    (request) => ({ ...request, signature: request.signature.slice(0, -1) }),
    (request) => ({ ...request, signature: `${request.signature} ` }),
    (request) => ({
      ...request,
      signature: request.signature.toUpperCase() === request.signature ? 'x' : request.signature.toUpperCase(),
    }),
    (request, { encoding }) => ({
      ...request,
      signature: Buffer.from(request.signature, encoding).toString(encoding === 'hex' ? 'base64' : 'hex'),
    }),
    (request) => ({ ...request, signature: '' }),
    (request) => ({ ...request, timestamp: undefined }),
  )
  fc.assert(
    fc.property(genuineRequest, forgeries, ({ set, request }, forge) => {
      expect(verifySnapRequest(set, keys, forge(request, set), now).isGenuine).toBe(false)
      const strangers = { secrets: ['another'], publicKeys: [pem(foreign)] }
      expect(verifySnapRequest(set, strangers, request, now)).toEqual({ isGenuine: false, doubt: 'signature' })
      expect(verifySnapRequest(set, { secrets: [], publicKeys: [] }, request, now).isGenuine).toBe(false)
      const otherPath = { ...set, publicPath: '/internal/v1.0/loan/notify' }
      expect(verifySnapRequest(otherPath, keys, request, now).isGenuine).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('a changed bit anywhere in the signature is noticed', () => {
  fc.assert(
    fc.property(genuineRequest, fc.nat(), fc.nat(7), ({ set, request }, at, bit) => {
      const bytes = Buffer.from(request.signature, set.encoding)
      const i = at % bytes.length
      bytes[i] = (bytes[i] ?? 0) ^ (1 << bit)
      const forgedRequest = { ...request, signature: bytes.toString(set.encoding) }
      expect(verifySnapRequest(set, keys, forgedRequest, now)).toEqual({ isGenuine: false, doubt: 'signature' })
    }),
    { numRuns: 300 },
  )
})

describe('the time in a signature', () => {
  const at = (timestamp: string, clock = now) => {
    const text = writeStringToSign({ path: profile.publicPath, token: 't', minified: '', timestamp })
    const request = { method: 'POST', query: '', accessToken: 't', timestamp, signature: hmac(text, 'base64') }
    return verifySnapRequest(profile, keys, { ...request, body: Buffer.of() }, clock)
  }
  test.each([
    ['2024-03-05T10:42:16+07:00', true],
    ['2024-03-05T10:42:17+07:00', false],
    ['2024-03-05T10:32:16+07:00', true],
    ['2024-03-05T10:32:15.999+07:00', false],
    ['2024-03-05T03:37:16Z', true],
    ['2023-03-05T10:37:16+07:00', false],
  ])('%s is now: %s', (timestamp, isNow) => {
    expect(at(timestamp).isGenuine).toBe(isNow)
  })

  test.each(['2024-03-05 10:37:16+07:00', '2024-03-05T10:37:16', '2024-02-30T10:37:16+07:00', '1709609836', 'now'])(
    '%s is refused as a time, though it is signed',
    (timestamp) => {
      expect(at(timestamp)).toEqual({ isGenuine: false, doubt: 'header_shape' })
    },
  )

  test('is written in WIB, and days begin there', () => {
    expect(writeSnapTimestamp(new Date('2021-10-31T17:00:00.000Z'))).toBe('2021-11-01T00:00:00+07:00')
    expect(findSnapDay(new Date('2021-10-31T16:59:59.999Z'))).toBe('2021-10-31')
    expect(findSnapDay(new Date('2021-10-31T17:00:00.000Z'))).toBe('2021-11-01')
  })
})

describe('a request for an access token', () => {
  const timestamp = '2024-03-05T10:37:16+07:00'
  const signature = rsa(`bank-1|${timestamp}`, 'base64')
  const request = { clientKey: 'bank-1', timestamp, signature }
  test('is signed over client and time, by any live key', () => {
    const genuineResult = { isGenuine: true, sentAt: new Date(timestamp) }
    expect(verifyTokenRequest(profile, { publicKeys: [pem(foreign), publicKey] }, request, now)).toEqual(genuineResult)
  })
  test.each([
    ['another client', { ...request, clientKey: 'bank-2' }],
    ['another client, signed', { ...request, clientKey: 'bank-2', signature: rsa(`bank-2|${timestamp}`, 'base64') }],
    ['another time', { ...request, timestamp: '2024-03-05T10:37:17+07:00' }],
    ['another key', { ...request, signature: rsa(`bank-1|${timestamp}`, 'base64', foreign) }],
    ['an HMAC', { ...request, signature: hmac(`bank-1|${timestamp}`, 'base64') }],
    ['no client', { ...request, clientKey: undefined }],
    ['no signature', { ...request, signature: '' }],
  ])('%s is refused', (_, forgedRequest) => {
    expect(verifyTokenRequest(profile, keys, forgedRequest, now).isGenuine).toBe(false)
  })
  test('may be signed by a key of any accepted size, also if it is not a multiple of 8 bits', () => {
    const odd = generateKeyPairSync('rsa', { modulusLength: 2052 })
    const signedRequest = { ...request, signature: rsa(`bank-1|${timestamp}`, 'base64', odd) }
    expect(verifyTokenRequest(profile, { publicKeys: [pem(odd)] }, signedRequest, now).isGenuine).toBe(true)
  })
  test('from an hour ago is refused', () => {
    const later = new Date(now.getTime() + 3_600_000)
    expect(verifyTokenRequest(profile, keys, request, later)).toEqual({ isGenuine: false, doubt: 'stale' })
  })
})
