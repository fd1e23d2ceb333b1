import { decodeJwt } from 'jose'
import * as z from 'zod'
import type { SessionTokens } from '../domain/access/session.ts'
import { unauthenticated } from '../domain/problems/app-error.ts'

type SignInSettings = {
  issuer: string
  clientId: string
  /** Where the service sends people after they sign in. */
  callbackUrl: string
  /** Where the service sends people after they sign out. */
  signedOutUrl: string
  now: () => Date
}

const Configuration = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
})

const TokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  expires_in: z.number(),
})

const patienceMs = 5_000

/**
 * The sign-in service (OIDC). Uses the code flow with PKCE, as RFC 9700 recommends. The service's discovery document
 * names its addresses.
 */
export function signInService({ issuer, clientId, callbackUrl, signedOutUrl, now }: SignInSettings) {
  let discovery: Promise<z.infer<typeof Configuration>> | undefined
  const configuration = () => {
    discovery ??= fetchJson(`${issuer}/.well-known/openid-configuration`).then((found) => Configuration.parse(found))
    return discovery.catch((error: unknown) => {
      discovery = undefined
      throw error
    })
  }

  async function requestTokens(parameters: Record<string, string>) {
    const { token_endpoint } = await configuration()
    const answer = await postForm(token_endpoint, { client_id: clientId, ...parameters })
    // 400: the code or token is invalid or expired.
    if (answer.status === 400 || answer.status === 401) throw unauthenticated('token_invalid')
    if (!answer.ok) throw new Error(`The sign-in service answers ${answer.status}`)
    const { access_token, refresh_token, id_token, expires_in } = TokenAnswer.parse(await answer.json())
    const tokens: SessionTokens = {
      access: access_token,
      accessUntil: new Date(now().getTime() + expires_in * 1000).toISOString(),
      ...(refresh_token !== undefined && { refresh: refresh_token }),
    }
    return { tokens, name: id_token === undefined ? undefined : readName(id_token) }
  }

  return {
    /** The address for signing in. `challenge` is the hash of a secret that we send later with the code. */
    async address(state: string, challenge: string): Promise<string> {
      const url = new URL((await configuration()).authorization_endpoint)
      for (const [name, value] of Object.entries({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: callbackUrl,
        scope: 'openid',
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }))
        url.searchParams.set(name, value)
      return url.href
    },
    /** Exchanges the code of a returning person for tokens. Throws `unauthenticated`. */
    tokensForCode: (code: string, verifier: string) =>
      requestTokens({ grant_type: 'authorization_code', code, redirect_uri: callbackUrl, code_verifier: verifier }),
    /** Requests the next access token. Throws `unauthenticated` if the service gives this person none. */
    async renew({ refresh }: SessionTokens): Promise<SessionTokens> {
      if (refresh === undefined) throw unauthenticated('token_invalid')
      const { tokens } = await requestTokens({ grant_type: 'refresh_token', refresh_token: refresh })
      return { refresh, ...tokens }
    },
    /** Revokes the refresh token. */
    async revoke({ refresh }: SessionTokens): Promise<void> {
      const { revocation_endpoint } = await configuration()
      if (revocation_endpoint === undefined || refresh === undefined) return
      await postForm(revocation_endpoint, { client_id: clientId, token: refresh })
    },
    /** The address for signing out of the service, with the parameters of the standard and of Cognito. */
    async signOutAddress(): Promise<string | undefined> {
      const { end_session_endpoint } = await configuration()
      if (end_session_endpoint === undefined) return undefined
      const url = new URL(end_session_endpoint)
      url.searchParams.set('client_id', clientId)
      url.searchParams.set('logout_uri', signedOutUrl)
      url.searchParams.set('post_logout_redirect_uri', signedOutUrl)
      return url.href
    },
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
  if (!answer.ok) throw new Error(`The sign-in service answers ${answer.status}`)
  return answer.json()
}

const postForm = (url: string, form: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })

const Claims = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  preferred_username: z.string().optional(),
})

/**
 * Reads the person's name in an ID token. Does not check the signature, because the token comes straight from the
 * service and the name is only shown.
 */
function readName(idToken: string): string | undefined {
  const { name, email, preferred_username } = Claims.parse(decodeJwt(idToken))
  return name ?? email ?? preferred_username
}
