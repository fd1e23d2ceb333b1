import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { Instant } from '../../domain/calendar.ts'
import { listLiveKeys } from '../../domain/partner/credential.ts'
import { AppError, unauthenticated } from '../../domain/problems/app-error.ts'
import { listSchemaProblems } from '../../domain/problems/schema-problems.ts'
import { readJson } from '../../domain/receipt/read-event.ts'
import { verifyTokenRequest } from '../../domain/signing/snap.ts'
import type { SnapProfile } from '../../domain/signing/snap-profile.ts'
import { makeSnapRefusal, makeSnapTokenReply } from '../../domain/signing/snap-reply.ts'
import { openToken } from '../open-token.ts'
import { type CallerBy, type DoorDeps, recordCall, requireGenuine, requireSigner, withCallRecord } from './door.ts'

/** A request for an access token, as received. */
export type TokenCall = {
  clientKey: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

const validSeconds = 900
const tokenService = '73'
const context = 'partner-token'

/** The content of a sealed token. Tokens are not stored, so there is nothing to steal or clean up. */
const Claims = z.object({ partner: z.string(), until: Instant })

/** Some clients write `grant_type`, as OAuth does. Other fields, such as `additionalInfo`, are ignored. */
const TokenRequest = z.union([
  z.object({ grantType: z.literal('client_credentials') }),
  z.object({ grant_type: z.literal('client_credentials') }),
])

type TokenDeps = DoorDeps & Pick<Deps, 'keyring'>

/** Issues a token to a partner that signs with its RSA key. It is valid for 900 seconds, as SNAP requires. */
export async function issueToken(deps: TokenDeps, caller: CallerBy<SnapProfile>, call: TokenCall) {
  const signer = await requireSigner(deps, caller)
  const { partner, profile, credentials } = signer
  const now = deps.now()
  await requireGenuine(deps, signer, verifyTokenRequest(profile, listLiveKeys(credentials, now), call, now))
  const statusOf = (refusal: AppError) => makeSnapRefusal(refusal, tokenService).status
  return withCallRecord(deps, signer, { door: 'token', statusOf }, async (record) => {
    const { value } = readJson(call.body)
    const { error } = TokenRequest.safeParse(value)
    if (error) throw new AppError('invalid', listSchemaProblems(error, value))
    const reply = makeSnapTokenReply(makeToken(deps, partner.code), validSeconds)
    await recordCall(deps, partner.code, record, { status: reply.status, reason: 'done' })
    return reply
  })
}

/** Makes a token for a partner, valid from now on. */
export function makeToken({ keyring, now }: Pick<Deps, 'keyring' | 'now'>, partner: string): string {
  const until = new Date(now().getTime() + validSeconds * 1000).toISOString()
  return keyring.sealText({ partner, until }, context)
}

/** Throws `unauthenticated` for a token that is not ours, not this partner's, or expired. */
export function checkToken(
  { keyring, now }: Pick<Deps, 'keyring' | 'now'>,
  partner: string,
  token: string | undefined,
): void {
  const refusal = () => unauthenticated('token_invalid')
  const claims = openToken({ keyring }, token ?? '', { context, schema: Claims, refusal })
  if (claims.partner !== partner || claims.until <= now().toISOString()) throw refusal()
}
