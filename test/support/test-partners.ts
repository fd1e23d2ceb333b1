import { createHash, createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import { webhooksApp } from '../../functions/webhooks/app.ts'
import type { LoanEvent } from '../../shared/domain/loan/loan-event.ts'
import { NewPartner } from '../../shared/domain/partner/partner.ts'
import type { SnapProfile } from '../../shared/domain/signing/snap-profile.ts'
import { issueCredential } from '../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import type { TellLoan } from '../../shared/usecases/receiving/apply-receipt.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'

const admin = callerAs('admin')
const TokenReply = z.object({ accessToken: z.string() })

/** A call of a partner. Tests can spoil every part of it. */
export type SignedCall = {
  method?: string
  path: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer>
}

type Overrides = Record<string, unknown>

/**
 * The webhook endpoints of partners on a new table. By default a recorder receives the loans, and discharges as the real use
 * case does.
 */
type Doors = { tellLoan?: (deps: TestDeps) => TellLoan; callsPerMinute?: number }

export async function testPartners({ tellLoan, callsPerMinute }: Doors = {}) {
  const deps = await testDeps({ programme: fewAreas })
  const told: { partner: string; isSandbox: boolean; receiptId: string; event: LoanEvent }[] = []
  const measured: Record<string, number>[] = []
  const recorder: TellLoan = async ({ otherWrites, ...rest }) => {
    await deps.commit(...otherWrites)
    told.push(rest)
  }
  const metrics = (values: Record<string, number>) => void measured.push(values)
  const doors = { ...deps, callsPerMinute, metrics, tellLoan: tellLoan?.(deps) ?? recorder }
  const app = webhooksApp(doors, (c) => c.req.header('x-test-address') ?? '203.0.113.7')
  const now = () => deps.now()

  async function register(input: Overrides): Promise<void> {
    await registerPartner(deps, admin, request(), NewPartner.parse({ name: 'Mitra', type: 'bank', ...input }))
  }
  async function secretOf(code: string): Promise<string> {
    const { secret = '' } = await issueCredential(deps, admin, request(), code, { kind: 'secret', overlapSeconds: 60 })
    return secret
  }

  /** A partner that signs by Standard Webhooks with code of the test, not with ours. */
  async function fintech(code: string, more: Overrides = {}) {
    await register({ code, type: 'p2p_lender', signing: { scheme: 'standard_webhooks' }, ...more })
    const secret = await secretOf(code)
    const sign = (
      body: string | Uint8Array<ArrayBuffer>,
      { id = 'evt-1', at = now(), by = secret, path = `/hooks/${code}` } = {},
    ): SignedCall => {
      const timestamp = String(Math.floor(at.getTime() / 1000))
      const signature = createHmac('sha256', Buffer.from(by.slice('whsec_'.length), 'base64'))
        .update(`${id}.${timestamp}.`)
        .update(body)
        .digest('base64')
      return {
        path,
        headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
        body,
      }
    }
    return { code, secret, signed: sign, event: (of: { id: string }) => sign(JSON.stringify(of), { id: of.id }) }
  }

  /** A partner that signs by SNAP with code of the test, in any setting. */
  async function bank(code: string, settings: Partial<SnapProfile> = {}, more: Overrides = {}) {
    const profile = {
      scheme: 'snap' as const,
      mode: 'hmac_with_token' as const,
      encoding: 'base64' as const,
      query: 'in' as const,
      externalId: 'numeric' as const,
      service: '88',
      clientKey: `client-${code}`,
      publicPath: '/v1.0/loan/notify',
      ...settings,
    }
    await register({ code, signing: profile, ...more })
    const secret = await secretOf(code)
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const value = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    await issueCredential(deps, admin, request(), code, { kind: 'public_key', value, overlapSeconds: 60 })
    let calls = 0

    const rsa = (text: string, key: KeyObject = privateKey) =>
      createSign('RSA-SHA256').update(text).sign(key, profile.encoding)

    const tokenRequest = ({ at = now(), key = privateKey, clientKey = profile.clientKey } = {}): SignedCall => {
      const timestamp = at.toISOString()
      return {
        path: `/snap/${code}/v1.0/access-token/b2b`,
        headers: {
          'X-CLIENT-KEY': clientKey,
          'X-TIMESTAMP': timestamp,
          'X-SIGNATURE': rsa(`${clientKey}|${timestamp}`, key),
        },
        body: '{"grantType":"client_credentials"}',
      }
    }
    const token = async (): Promise<string> => {
      const answer = await send(tokenRequest())
      return TokenReply.parse(await answer.json()).accessToken
    }
    /** `minified` is the body as the partner's own program minifies it. */
    const sign = (
      body: string,
      {
        token = '',
        externalId = String(100_000 + ++calls),
        minified = body,
        query = '',
        at = now(),
        by = secret,
        key = privateKey,
        publicPath = profile.publicPath,
      }: {
        token?: string
        externalId?: string
        minified?: string
        query?: string
        at?: Date
        by?: string
        key?: KeyObject
        publicPath?: string
      } = {},
    ): SignedCall => {
      const timestamp = at.toISOString()
      const signedPath = query && profile.query === 'in' ? `${publicPath}?${query}` : publicPath
      const hash = createHash('sha256').update(minified).digest('hex')
      const text =
        profile.mode === 'rsa'
          ? `POST:${signedPath}:${hash}:${timestamp}`
          : `POST:${signedPath}:${token}:${hash}:${timestamp}`
      return {
        path: `/snap/${code}/v1.0/loan/notify${query ? `?${query}` : ''}`,
        headers: {
          ...(profile.mode === 'rsa' ? {} : { Authorization: `Bearer ${token}` }),
          'X-TIMESTAMP': timestamp,
          'X-SIGNATURE':
            profile.mode === 'rsa' ? rsa(text, key) : createHmac('sha512', by).update(text).digest(profile.encoding),
          'X-PARTNER-ID': profile.clientKey,
          'X-EXTERNAL-ID': externalId,
          'CHANNEL-ID': '95221',
        },
        body,
      }
    }
    return { code, secret, profile, privateKey, tokenRequest, token, signed: sign }
  }

  const send = async ({ method = 'POST', path, headers, body }: SignedCall): Promise<Response> =>
    app.request(path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(method !== 'GET' && method !== 'HEAD' && { body }),
    })

  return { deps, app, admin, told, measured, doors, fintech, bank, send }
}
