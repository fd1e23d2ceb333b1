import { Hono } from 'hono'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { listen } from './listen.ts'
import { secretFile } from './secret-file.ts'

const alg = 'RS256'

/**
 * Starts a stand-in for a Cognito user pool: it publishes its key and signs access tokens in Cognito's form for
 * whomever it is told to.
 *
 * @param directory holds the key (`token-issuer.key`): on the same port, tokens then survive a restart
 * @param clientId the app client that the tokens are for
 */
export async function startTokenIssuer({
  directory,
  port,
  clientId,
  now,
}: {
  directory?: string | undefined
  port: number
  clientId: string
  now: () => Date
}) {
  const privateJwk: JWK = JSON.parse(await secretFile(directory, 'token-issuer.key', newKey))
  const kid = await calculateJwkThumbprint(privateJwk)
  const key = await importJWK(privateJwk, alg)
  const { n, e } = privateJwk
  const issuer = `http://127.0.0.1:${port}`
  const { stop } = await listen(discoveryApp(issuer, { kty: 'RSA', n, e, kid, alg, use: 'sig' }), port)

  async function token({ subject, expiresInSeconds }: { subject: string; expiresInSeconds: number }) {
    const issuedAt = Math.floor(now().getTime() / 1_000)
    return await new SignJWT({ token_use: 'access', client_id: clientId })
      .setProtectedHeader({ alg, kid })
      .setIssuer(issuer)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresInSeconds)
      .sign(key)
  }
  return { issuer, token, stop }
}

const newKey = async () =>
  JSON.stringify(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey))

const discoveryApp = (issuer: string, publicJwk: object) =>
  new Hono()
    .get('/.well-known/jwks.json', (c) => c.json({ keys: [publicJwk] }))
    .get('/.well-known/openid-configuration', (c) =>
      c.json({
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        response_types_supported: ['token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: [alg],
      }),
    )
