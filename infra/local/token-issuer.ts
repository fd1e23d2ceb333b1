import { Hono } from 'hono'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { listen } from './listen.ts'
import { readOrMakeSecret } from './secret-file.ts'
import { signInPages } from './sign-in-pages.ts'
import { type Invite, openUserPool, type SignInPerson } from './user-pool.ts'

const alg = 'RS256'

/** The directory of the key, and the values that all tokens share. Without a directory, the key is in memory. */
type Signing = { directory?: string | undefined; issuer: string; clientId: string; now: () => Date }

/**
 * Starts a stand-in for a Cognito user pool. It publishes its key, and signs access tokens in Cognito's form for any
 * subject. On its page you choose the person to sign in as. It also accepts the calls that invite people.
 *
 * @param directory contains the key (`token-issuer.key`), so that tokens survive a restart on the same port
 * @param clientId the app client of the tokens
 * @param people the people on the page
 * @param invite mails an invitation
 */
export async function startTokenIssuer({
  port,
  people = [],
  invite = async () => {},
  ...rest
}: Omit<Signing, 'issuer'> & { port: number; people?: SignInPerson[]; invite?: Invite }) {
  const signing = { ...rest, issuer: `http://127.0.0.1:${port}` }
  const key = await readSigningKey(signing)
  const token = makeTokenSigner(signing, key)
  const pool = await openUserPool({ directory: rest.directory, people, invite })
  const pages = signInPages(
    {
      access: (subject, expiresInSeconds) => token({ subject, expiresInSeconds }),
      identity: (subject, seconds) => signIdentityToken(signing, key, { subject, name: pool.nameOf(subject) }, seconds),
    },
    pool,
    signing.now,
  )
  const { stop } = await listen(
    discoveryApp(signing.issuer, key.publicJwk).route('/', pages).route('/', pool.app),
    port,
  )
  return { issuer: signing.issuer, token, stop }
}

/** Opens the issuer's key in a directory, to sign tokens. */
export async function openTokenSigner(signing: Signing & { directory: string }) {
  return makeTokenSigner(signing, await readSigningKey(signing))
}

async function readSigningKey({ directory }: Signing) {
  const privateJwk: JWK = JSON.parse(await readOrMakeSecret(directory, 'token-issuer.key', makePrivateKey))
  const kid = await calculateJwkThumbprint(privateJwk)
  const { n, e } = privateJwk
  return { kid, key: await importJWK(privateJwk, alg), publicJwk: { kty: 'RSA', n, e, kid, alg, use: 'sig' } }
}

const makeTokenSigner =
  ({ issuer, clientId, now }: Signing, { kid, key }: Awaited<ReturnType<typeof readSigningKey>>) =>
  async ({ subject, expiresInSeconds }: { subject: string; expiresInSeconds: number }): Promise<string> => {
    const issuedAt = Math.floor(now().getTime() / 1_000)
    return await new SignJWT({ token_use: 'access', client_id: clientId })
      .setProtectedHeader({ alg, kid })
      .setIssuer(issuer)
      .setSubject(subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresInSeconds)
      .sign(key)
  }

/** Makes an ID token, which says who somebody is. It is only for display, and gives no rights. */
async function signIdentityToken(
  { issuer, clientId, now }: Signing,
  { kid, key }: Awaited<ReturnType<typeof readSigningKey>>,
  { subject, name }: { subject: string; name: string },
  seconds: number,
): Promise<string> {
  const issuedAt = Math.floor(now().getTime() / 1_000)
  return await new SignJWT({ token_use: 'id', name })
    .setProtectedHeader({ alg, kid })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(key)
}

const makePrivateKey = async () =>
  JSON.stringify(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey))

const discoveryApp = (issuer: string, publicJwk: object) =>
  new Hono()
    .get('/.well-known/jwks.json', (c) => c.json({ keys: [publicJwk] }))
    .get('/.well-known/openid-configuration', (c) =>
      c.json({
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
        end_session_endpoint: `${issuer}/logout`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: [alg],
      }),
    )
