import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { calculateJwkThumbprint, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apiApp } from '../../functions/api/app.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { localReference } from '../../infra/local/reference.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import { tokens } from '../../shared/gateways/tokens.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { makeWorld, type World } from '../support/world.ts'

const clientId = 'capaian'
const subject = '5c1f0a52-officer'
const start = new Date('2021-11-30T05:00:00.000Z')
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

let directory: string
let issuer: Awaited<ReturnType<typeof startTokenIssuer>>
let mirror: Awaited<ReturnType<typeof listen>>
let world: World
let clock: Date
let fetched = 0
let outage: number | undefined

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-'))
  issuer = await startTokenIssuer({ directory, port: await findFreePort(0), clientId, now: () => clock })
  // A proxy of the issuer. It counts how often the keys are requested, and can fail. It omits the use of the keys, as an
  // issuer may: our code must insist on it.
  const app = new Hono().get('/keys', async () => {
    fetched++
    if (outage) return new Response('{}', { status: outage })
    const { keys } = JSON.parse(await (await fetch(`${issuer.issuer}/.well-known/jwks.json`)).text())
    return Response.json({ keys: keys.map(({ alg: _, use: __, ...key }: JWK) => key) })
  })
  mirror = await listen(app, await findFreePort(0))
  world = await makeWorld()
  await world.grant({ subject, role: 'viewer' })
})
afterAll(async () => {
  await Promise.all([issuer.stop(), mirror.stop()])
  await rm(directory, { recursive: true })
})
beforeEach(() => {
  clock = start
  fetched = 0
  outage = undefined
})

const gateway = (audience?: string) =>
  tokens({ issuer: issuer.issuer, clientId, audience, jwksUrl: `${mirror.endpoint}/keys`, now: () => clock })
/** The API with the real gateway, which knows no keys yet. */
const realApp = (audience?: string) => apiApp({ ...world.deps, tokens: gateway(audience) }, localReference)
const call = async (app: ReturnType<typeof realApp>, token: string) =>
  app.request('/v1/programme', { headers: { Authorization: `Bearer ${token}`, 'X-Request-Id': 'of-the-test' } })

const goodClaims = (): JWTPayload => ({
  iss: issuer.issuer,
  sub: subject,
  iat: seconds(start),
  exp: seconds(start) + 3600,
  token_use: 'access',
  client_id: clientId,
})

/** Signs any claims with the issuer's own key. */
async function signToken(
  claims: JWTPayload,
  header: { alg?: string; kid?: string; typ?: string } = {},
): Promise<string> {
  const jwk = JSON.parse(await readFile(path.join(directory, 'token-issuer.key'), 'utf8'))
  const { alg = 'RS256', kid = await calculateJwkThumbprint(jwk), ...rest } = header
  return new SignJWT(claims).setProtectedHeader({ alg, kid, ...rest }).sign(await importJWK(jwk, alg))
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a token of the issuer names a person, and the grants in the table say what that person may do', async () => {
  const answer = await call(realApp(), await issuer.token({ subject, expiresInSeconds: 3600 }))
  expect(answer.status).toBe(200)
  const stranger = await call(realApp(), await issuer.token({ subject: 'nobody', expiresInSeconds: 3600 }))
  expect(stranger.status).toBe(403)
})

describe('of an issuer that is not Cognito', () => {
  const audience = 'https://api.capaian.example'
  /** A token without the claims of Cognito, and with those of another issuer. */
  const token = (claims: JWTPayload, typ = 'JWT') => {
    const { token_use: _, client_id: __, ...common } = goodClaims()
    return signToken({ ...common, ...claims }, { typ })
  }

  const believed: Record<string, [made: () => Promise<string>, audience?: string]> = {
    'an access token by RFC 9068': [() => token({ aud: audience, client_id: clientId }, 'at+jwt'), audience],
    'one that names its type in full, in capitals': [
      () => token({ aud: clientId, client_id: clientId }, 'Application/AT+JWT'),
    ],
    'one of Keycloak, for several audiences': [
      () => token({ aud: ['account', clientId], azp: clientId, typ: 'Bearer' }),
    ],
  }
  test.each(Object.entries(believed))('%s is believed', async (_, [made, of]) => {
    expect((await call(realApp(of), await made())).status).toBe(200)
  })

  const refused: Record<string, [made: () => Promise<string>, audience?: string]> = {
    'an ID token': [() => token({ aud: clientId })],
    'an ID token that names the client': [() => token({ aud: clientId, azp: clientId })],
    'an ID token of Keycloak': [() => token({ aud: clientId, azp: clientId, typ: 'ID' })],
    'an ID token in the wrapping of an access token': [
      () => token({ aud: clientId, azp: clientId, typ: 'ID' }, 'at+jwt'),
    ],
    'an ID token of Cognito in the wrapping of an access token': [
      () => token({ aud: clientId, client_id: clientId, token_use: 'id' }, 'at+jwt'),
    ],
    'a refresh token of Keycloak': [() => token({ aud: clientId, azp: clientId, typ: 'Refresh' })],
    'a token that is bound to a key of its bearer': [() => token({ aud: clientId, azp: clientId, typ: 'DPoP' })],
    'a token that does not say what it is': [() => token({ aud: clientId, client_id: clientId })],
    'a token for somebody else': [() => token({ aud: 'https://other.example', client_id: clientId }, 'at+jwt')],
    'a token for the client alone, where an API is named': [
      () => token({ aud: clientId, client_id: clientId }, 'at+jwt'),
      audience,
    ],
    'a token for nobody, where an API is named': [() => signToken(goodClaims()), audience],
    'a token of another client': [() => token({ aud: clientId, client_id: 'other' }, 'at+jwt')],
    'a token of two clients': [() => token({ aud: clientId, client_id: clientId, azp: 'other' }, 'at+jwt')],
    'a token of no client': [() => token({ aud: clientId }, 'at+jwt')],
  }
  test.each(Object.entries(refused))('%s is refused', async (_, [made, of]) => {
    expect((await call(realApp(of), await made())).status).toBe(401)
  })
})

describe('refused, with one answer for all', () => {
  const kinds: Record<string, () => Promise<string>> = {
    'a token that has expired': () => signToken({ ...goodClaims(), exp: seconds(start) - 6 }),
    'a token that is not valid yet': () => signToken({ ...goodClaims(), nbf: seconds(start) + 60 }),
    'a token without an end': async () => {
      const { exp: _, ...claims } = goodClaims()
      return signToken(claims)
    },
    'a token of another client': () => signToken({ ...goodClaims(), client_id: 'other' }),
    'a token of no client': async () => {
      const { client_id: _, ...claims } = goodClaims()
      return signToken(claims)
    },
    'an id token': () => signToken({ ...goodClaims(), token_use: 'id', aud: clientId }),
    'a refresh token': () => signToken({ ...goodClaims(), token_use: 'refresh' }),
    'a token of another issuer': () => signToken({ ...goodClaims(), iss: 'https://cognito-idp.example/other' }),
    'a token of the issuer with a slash': () => signToken({ ...goodClaims(), iss: `${issuer.issuer}/` }),
    'a token of nobody': async () => {
      const { sub: _, ...claims } = goodClaims()
      return signToken(claims)
    },
    'a token of an empty name': () => signToken({ ...goodClaims(), sub: '' }),
    // A careless issuer might sign this: nothing enforces the type of the claim.
    'a token of a number': () => signToken(JSON.parse(JSON.stringify({ ...goodClaims(), sub: 7 }))),
    'a token of a list': () => signToken(JSON.parse(JSON.stringify({ ...goodClaims(), sub: [subject] }))),
    'a token of an unknown key': () => signToken(goodClaims(), { kid: 'unknown' }),
    'a token by another algorithm': () => signToken(goodClaims(), { alg: 'RS512' }),
    'a token signed by somebody else': async () => {
      const { privateKey } = await generateKeyPair('RS256')
      const [header] = (await signToken(goodClaims())).split('.')
      const [, payload, signature] = (
        await new SignJWT(goodClaims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)
      ).split('.')
      return `${header}.${payload}.${signature}`
    },
    'a token whose claims were changed': async () => {
      const [header, , signature] = (await signToken(goodClaims())).split('.')
      return `${header}.${base64({ ...goodClaims(), sub: 'admin' })}.${signature}`
    },
    'a token without signature': async () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(goodClaims())}.`,
    'a token signed with the public key as a secret': async () => {
      const { keys } = JSON.parse(await (await fetch(`${issuer.issuer}/.well-known/jwks.json`)).text())
      const secret = new TextEncoder().encode(JSON.stringify(keys[0]))
      return new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256', kid: keys[0].kid }).sign(secret)
    },
    'a token cut off': async () => (await signToken(goodClaims())).slice(0, -10),
    'two parts': async () => (await signToken(goodClaims())).split('.').slice(0, 2).join('.'),
    'no token at all': async () => 'budi',
    'five parts': async () => 'a.b.c.d.e',
  }

  test.each(Object.keys(kinds))('%s', async (kind) => {
    const app = realApp()
    const answer = await call(app, (await kinds[kind]?.()) ?? '')
    const reference = await call(app, await signToken({ ...goodClaims(), exp: seconds(start) - 6 }))
    expect(answer.status).toBe(401)
    expect(codesOfProblem(await problemOf(answer.clone()))).toEqual(['token_invalid'])
    expect(Object.fromEntries(answer.headers)).toEqual(Object.fromEntries(reference.headers))
    expect(await answer.text()).toBe(await reference.text())
  })
})

test('expiry is judged by the given clock, with five seconds of tolerance', async () => {
  const app = realApp()
  const token = await issuer.token({ subject, expiresInSeconds: 60 })
  const at = async (instant: string) => {
    clock = new Date(instant)
    return (await call(app, token)).status
  }
  expect(await at('2021-11-30T05:00:30.000Z')).toBe(200)
  expect(await at('2021-11-30T05:01:04.000Z')).toBe(200)
  expect(await at('2021-11-30T05:01:06.000Z')).toBe(401)
  expect(await at('2021-11-30T05:00:59.000Z')).toBe(200)
})

test('the keys are fetched once for many requests, and once more at most for a flood of unknown keys', async () => {
  const app = realApp()
  const token = await issuer.token({ subject, expiresInSeconds: 3600 })
  const answers = await Promise.all(Array.from({ length: 50 }, () => call(app, token)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(fetched).toBe(1)
  for (let i = 0; i < 20; i++)
    expect((await call(app, await signToken(goodClaims(), { kid: `key-${i}` }))).status).toBe(401)
  expect(fetched).toBeLessThanOrEqual(2)
})

test.each([500, 404])(
  'when the issuer answers %i for its keys, nobody is told that a good token is bad',
  async (status) => {
    outage = status
    const app = realApp()
    const token = await issuer.token({ subject, expiresInSeconds: 3600 })
    const answer = await call(app, token)
    expect(answer.status).toBe(500)
    expect(codesOfProblem(await problemOf(answer))).toEqual(['internal'])
    outage = undefined
    expect((await call(app, token)).status).toBe(200)
  },
)

test('no log line contains a refused token', async () => {
  const token = await signToken({ ...goodClaims(), exp: 1 })
  await call(realApp(), token)
  for (const part of token.split('.')) expect(world.deps.logged.join('\n')).not.toContain(part)
})
