import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { startTokenIssuer } from '../../../infra/local/token-issuer.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const [clientId, subject] = ['capaian-local', 'siti']
const now = () => new Date('2026-11-24T02:00:00.900Z')
const issuedAt = Date.UTC(2026, 10, 24, 2) / 1_000

const verify = (token: string, issuer: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)), {
    issuer,
    algorithms: ['RS256'],
    currentDate: now(),
  })

it('signs access tokens in the form of Cognito by its own clock', async () => {
  const { issuer, token, stop } = await startTokenIssuer({ port: await findFreePort(0), clientId, now })
  const { payload, protectedHeader } = await verify(await token({ subject, expiresInSeconds: 60 }), issuer)
  expect(payload).toEqual({
    iss: issuer,
    sub: subject,
    client_id: clientId,
    token_use: 'access',
    iat: issuedAt,
    exp: issuedAt + 60,
  })
  expect(protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String) })
  await stop()
})

it('publishes where its key is, and only the public half of the key', async () => {
  const { issuer, stop } = await startTokenIssuer({ port: await findFreePort(0), clientId, now })
  const jwks_uri = `${issuer}/.well-known/jwks.json`
  const configuration = await fetch(`${issuer}/.well-known/openid-configuration`)
  expect(await configuration.json()).toMatchObject({ issuer, jwks_uri })
  const text = expect.any(String)
  expect(await (await fetch(jwks_uri)).json()).toEqual({
    keys: [{ alg: 'RS256', kty: 'RSA', use: 'sig', kid: text, n: text, e: text }],
  })
  await stop()
})

it('lets a token survive a restart, but not the loss of the key', async () => {
  const options = { port: await findFreePort(0), clientId, now }
  const directory = await scratchDirectory()
  const before = await startTokenIssuer({ ...options, directory })
  const token = await before.token({ subject, expiresInSeconds: 60 })
  await before.stop()

  const after = await startTokenIssuer({ ...options, directory })
  expect((await verify(token, after.issuer)).payload.sub).toBe(subject)
  await after.stop()

  const another = await startTokenIssuer(options)
  await expect(verify(token, another.issuer)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  await another.stop()
})
