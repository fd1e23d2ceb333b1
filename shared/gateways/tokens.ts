import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from 'jose'
import { unauthenticated } from '../domain/problems/app-error.ts'

type TokenSettings = {
  issuer: string
  clientId: string
  /** The audience of tokens, if it is not the client's id. */
  audience?: string | undefined
  jwksUrl?: string | undefined
  now: () => Date
}

/** Verifies access tokens of the user pool or another issuer, and returns their subject. Throws `unauthenticated`. */
export function tokens(settings: TokenSettings) {
  const url = new URL(settings.jwksUrl ?? `${settings.issuer}/.well-known/jwks.json`)
  const keys = createRemoteJWKSet(url, { cacheMaxAge: 3_600_000, cooldownDuration: 30_000, timeoutDuration: 3000 })
  return {
    async verifySubject(token: string): Promise<string> {
      try {
        const verifiedToken = await jwtVerify(token, keys, {
          issuer: settings.issuer,
          algorithms: ['RS256'],
          requiredClaims: ['sub', 'exp'],
          clockTolerance: 5,
          currentDate: settings.now(),
        })
        const { payload } = verifiedToken
        // The claim may contain anything that the issuer wrote, even a number.
        if (
          !isAccessToken(verifiedToken) ||
          !isForUs(payload, settings) ||
          !payload.sub ||
          typeof payload.sub !== 'string'
        )
          throw unauthenticated('token_invalid')
        return payload.sub
      } catch (error) {
        throw error instanceof errors.JOSEError && !isOutage(error) ? unauthenticated('token_invalid') : error
      }
    },
  }
}

/**
 * Whether a token says that it is an access token. Issuers sign ID tokens with the same keys for the same client. So it
 * must say this in Cognito's way (`token_use`), Keycloak's (`typ`) or that of RFC 9068 (in its header), and nowhere
 * anything else.
 */
function isAccessToken({ payload, protectedHeader: { typ = 'JWT' } }: JWTVerifyResult): boolean {
  const type = typ.toLowerCase().replace(/^application\//, '')
  const checks = [
    ...(payload.token_use === undefined ? [] : [payload.token_use === 'access']),
    ...(payload.typ === undefined ? [] : [payload.typ === 'Bearer']),
    ...(type === 'jwt' ? [] : [type === 'at+jwt']),
  ]
  return checks.length > 0 && checks.every(Boolean)
}

/**
 * Whether the token was issued to our client and for our audience. Cognito's access tokens have no audience. For them,
 * the client's id counts as the audience, as it does at the gateway.
 */
function isForUs(
  { aud, client_id, azp }: JWTPayload,
  { clientId, audience = clientId }: Pick<TokenSettings, 'clientId' | 'audience'>,
): boolean {
  const clients = [client_id, azp].filter((client) => client !== undefined)
  return (
    clients.length > 0 && clients.every((client) => client === clientId) && [aud ?? client_id].flat().includes(audience)
  )
}

/**
 * Whether the issuer's keys are out of reach. Nothing is known about the token then, so the caller is not asked to sign
 * in again.
 */
const isOutage = (error: errors.JOSEError): boolean =>
  error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
