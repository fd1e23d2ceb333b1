import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Cidr, isAllowed } from '../../../shared/domain/partner/allow-list.ts'
import {
  collectabilityNames,
  gradeDaysLate,
  isNonPerforming,
  scales,
} from '../../../shared/domain/partner/collectability.ts'
import {
  type Credential,
  CredentialView,
  listLiveKeys,
  makeSecretText,
  secretBytes,
  withCredential,
  withoutCredential,
} from '../../../shared/domain/partner/credential.ts'
import { NewPartner, Partner, PartnerChange } from '../../../shared/domain/partner/partner.ts'
import { RsaPublicKey } from '../../../shared/domain/partner/rsa-public-key.ts'
import { SigningProfile } from '../../../shared/domain/signing/signing-schemes.ts'
import { isExternalId, SnapProfile } from '../../../shared/domain/signing/snap-profile.ts'
import { verifyWebhook } from '../../../shared/domain/signing/standard-webhooks.ts'
import { codesOf } from '../../support/codes-of.ts'

const snap = {
  scheme: 'snap',
  mode: 'rsa',
  encoding: 'hex',
  query: 'out',
  externalId: 'numeric',
  service: '88',
  clientKey: 'bank-1',
  publicPath: '/v1.0/loan/notify',
}

describe('a partner', () => {
  const bank = { code: 'bank-jakarta', name: 'Bank Jakarta', type: 'bank', signing: snap }
  test('is described by data, with defaults', () => {
    expect(NewPartner.parse(bank)).toMatchObject({ isSandbox: false, allowedFrom: [], signing: { skewSeconds: 300 } })
    expect(NewPartner.parse({ ...bank, signing: { scheme: 'standard_webhooks' } }).signing).toEqual({
      scheme: 'standard_webhooks',
      skewSeconds: 300,
    })
  })
  test('is stored as it was described', () => {
    const storedPartner = { ...NewPartner.parse(bank), version: 1, status: 'active' }
    expect(Partner.parse(JSON.parse(JSON.stringify(storedPartner)))).toEqual(storedPartner)
  })
  test('keeps its code, and a sandbox stays a sandbox', () => {
    expect(codesOf(PartnerChange, { code: 'other' })).toEqual(['unrecognized_keys'])
    expect(codesOf(PartnerChange, { isSandbox: false })).toEqual(['unrecognized_keys'])
    expect(PartnerChange.parse({ name: 'Bank Jakarta' })).toEqual({ name: 'Bank Jakarta' })
  })
  test.each(['v1.0/loan', '/v1.0/loan?x=1', '/v1.0//loan', '/', '', '/v1.0/lo an', `/${'a'.repeat(200)}`])(
    'is not called at %s',
    (publicPath) => {
      expect(SnapProfile.safeParse({ ...snap, publicPath }).success).toBe(false)
    },
  )
  test('has no client key with the separator of the signed text', () => {
    expect(SnapProfile.safeParse({ ...snap, clientKey: 'bank|2024' }).success).toBe(false)
  })
  test('numbers its calls in the form that its profile names', () => {
    for (const text of ['0', '123456', '9'.repeat(36)]) expect(isExternalId({ externalId: 'numeric' }, text)).toBe(true)
    for (const text of ['', 'a1', '1 2', '1'.repeat(37), '１'])
      expect(isExternalId({ externalId: 'numeric' }, text)).toBe(false)
    expect(isExternalId({ externalId: 'any' }, '7c9e6679-7425-40de-944b-e07fc1f90ae7')).toBe(true)
    for (const text of ['', 'a b', 'é', 'a\n']) expect(isExternalId({ externalId: 'any' }, text)).toBe(false)
  })
})

describe('the list of addresses', () => {
  const ranges = ['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32'].map((range) => Cidr.parse(range))
  test.each([
    ['203.0.113.0', true],
    ['203.0.113.255', true],
    ['203.0.114.0', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['::ffff:203.0.113.9', true],
    ['::ffff:203.0.114.9', false],
    ['2001:0DB8:ffff::1', true],
    ['2001:db9::1', false],
    ['203.0.113.9, 10.0.0.1', false],
    ['203.0.113.09', false],
    ['fe80::1%eth0', false],
    ['', false],
  ])('%s is let in: %s', (address, isIn) => {
    expect(isAllowed(ranges, address)).toBe(isIn)
  })
  test('lets in everything when it is empty', () => {
    expect(isAllowed([], '192.0.2.1')).toBe(true)
  })
  test.each(['203.0.113.0', '203.0.113.0/33', '203.0.113.0/', '2001:db8::/129', '::ffff:1.2.3.4/x', 'any', ''])(
    '%s is no range',
    (range) => {
      expect(codesOf(Cidr, range)).toEqual(['cidr_shape'])
    },
  )
})

describe('credentials', () => {
  const now = new Date('2026-11-01T00:00:00.000Z')
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const first = { id: 'crd_1', kind: 'secret' as const, value: 'one' }
  const second = { id: 'crd_2', kind: 'secret' as const, value: 'two' }
  const key = { id: 'crd_3', kind: 'public_key' as const, value: 'pem' }
  const week = 7 * 86_400
  const rotatedCredentials = withCredential(withCredential([], first, now, week), second, later(1), week)

  test('overlap while a partner switches, and then the older one ends', () => {
    expect(listLiveKeys(rotatedCredentials, now).secrets).toEqual(['one'])
    expect(listLiveKeys(rotatedCredentials, later(1)).secrets).toEqual(['two', 'one'])
    expect(listLiveKeys(rotatedCredentials, new Date(later(8).getTime() - 1)).secrets).toEqual(['two', 'one'])
    expect(listLiveKeys(rotatedCredentials, later(8)).secrets).toEqual(['two'])
    expect(listLiveKeys(rotatedCredentials, later(1)).publicKeys).toEqual([])
  })
  test('are at most two of a kind, and ended ones are dropped', () => {
    expect(() => withCredential(rotatedCredentials, { ...first, id: 'crd_4' }, later(2), week)).toThrow(
      'credentials_full',
    )
    expect(withCredential(rotatedCredentials, key, later(2), week)).toHaveLength(3)
    const third = withCredential(rotatedCredentials, { ...first, id: 'crd_4', value: 'three' }, later(9), 0)
    expect(third.map(({ id }) => id)).toEqual(['crd_2', 'crd_4'])
    expect(listLiveKeys(third, later(9)).secrets).toEqual(['three'])
  })
  test('do not live longer because of another rotation', () => {
    const endedCredential: Credential = { ...first, from: now.toISOString(), until: later(2).toISOString() }
    const [keptCredential] = withCredential([endedCredential], second, later(1), week)
    expect(keptCredential?.until).toBe(later(2).toISOString())
  })
  test('end at once when removed', () => {
    expect(listLiveKeys(withoutCredential(rotatedCredentials, 'crd_2'), later(1)).secrets).toEqual(['one'])
  })
  test('are listed without their values', () => {
    expect(JSON.stringify(rotatedCredentials.map((credential) => CredentialView.parse(credential)))).not.toMatch(
      /one|two|value/,
    )
  })
  test('are secrets that work with the scheme for which they are made', () => {
    const random = Uint8Array.from({ length: 40 }, (_, i) => i)
    expect(makeSecretText(SigningProfile.parse(snap), random)).toBe('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8')
    const secret = makeSecretText(SigningProfile.parse({ scheme: 'standard_webhooks' }), random)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const request = { id: 'a', timestamp: '1', signature: 'v1,x', body: Buffer.from('{}') }
    expect(verifyWebhook([secret], request, now, { skewSeconds: 300 })).toEqual({
      isGenuine: false,
      doubt: 'signature',
    })
    expect(() => makeSecretText(SigningProfile.parse(snap), random.subarray(0, secretBytes - 1))).toThrow(
      'random bytes',
    )
  })
})

describe('a public key', () => {
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
  const { publicKey, privateKey } = rsa(2048)
  const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  test('is an RSA key in PEM, from Windows too', () => {
    expect(RsaPublicKey.parse(spki)).toBe(spki)
    expect(RsaPublicKey.parse(` ${spki.replaceAll('\n', '\r\n')}`)).toBe(spki)
    expect(RsaPublicKey.safeParse(publicKey.export({ type: 'pkcs1', format: 'pem' })).success).toBe(true)
  })
  test('is not a private key, a short one, one of another kind, or text', () => {
    const { publicKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const refusedKeys = [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      rsa(1024).publicKey.export({ type: 'spki', format: 'pem' }),
      curve.export({ type: 'spki', format: 'pem' }),
      spki.replace('PUBLIC', 'PRIVATE'),
      spki.slice(0, 200),
      'key',
    ]
    for (const pem of refusedKeys) expect(codesOf(RsaPublicKey, String(pem))).toEqual(['public_key_shape'])
  })
})

describe('days in arrears grade a loan', () => {
  test('on a scale that names its source and its grades', () => {
    expect(Object.values(scales).map(({ basis }) => basis)).toEqual(expect.arrayContaining(['POJK 10/2022']))
    expect(Object.values(collectabilityNames).map(({ id }) => id)).toContain('Macet')
    expect(scales.p2p_lender.upTo).not.toEqual(scales.bank.upTo)
  })

  test.each([
    [0, 1, 1],
    [1, 2, 2],
    [30, 2, 2],
    [31, 2, 3],
    [60, 2, 3],
    [61, 2, 4],
    [90, 2, 4],
    [91, 3, 5],
    [120, 3, 5],
    [121, 4, 5],
    [180, 4, 5],
    [181, 5, 5],
  ] as const)('%i days: %i at a bank, %i at a P2P lender', (days, bank, p2p) => {
    expect(gradeDaysLate('bank', days)).toBe(bank)
    expect(gradeDaysLate('sharia_bank', days)).toBe(bank)
    expect(gradeDaysLate('p2p_lender', days)).toBe(p2p)
    expect(isNonPerforming(bank)).toBe(days > 90)
    expect(isNonPerforming(p2p)).toBe(days > 30)
  })
})
