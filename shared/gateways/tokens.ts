import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { unauthenticated } from '../domain/app-error.ts'

/**
 * Verifies access tokens of the user pool and says whose they are. Cognito's access tokens carry no audience: the
 * client and the use are checked instead. Throws `unauthenticated`.
 */
export function tokens(settings: { issuer: string; clientId: string; jwksUrl?: string | undefined; now: () => Date }) {
  const url = new URL(settings.jwksUrl ?? `${settings.issuer}/.well-known/jwks.json`)
  const keys = createRemoteJWKSet(url, { cacheMaxAge: 3_600_000, cooldownDuration: 30_000, timeoutDuration: 3000 })
  return {
    async subjectOf(token: string): Promise<string> {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: settings.issuer,
          algorithms: ['RS256'],
          requiredClaims: ['sub', 'exp'],
          clockTolerance: 5,
          currentDate: settings.now(),
        })
        if (payload.token_use !== 'access' || payload.client_id !== settings.clientId || !payload.sub)
          throw unauthenticated('token_invalid')
        return payload.sub
      } catch (error) {
        throw error instanceof errors.JOSEError && !isOutage(error) ? unauthenticated('token_invalid') : error
      }
    },
  }
}

/** The issuer's keys could not be had: nothing is known of the token, so nobody is to be sent to sign in again. */
const isOutage = (error: errors.JOSEError): boolean =>
  error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
