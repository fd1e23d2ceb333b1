import { listLiveKeys } from '../../domain/partner/credential.ts'
import type { AppError } from '../../domain/problems/app-error.ts'
import { invalid } from '../../domain/problems/app-error.ts'
import type { ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import { type SnapRequest, verifySnapRequest } from '../../domain/signing/snap.ts'
import { isExternalId, type SnapProfile } from '../../domain/signing/snap-profile.ts'
import { makeSnapRefusal, makeSnapReply } from '../../domain/signing/snap-reply.ts'
import { findSnapDay } from '../../domain/signing/snap-time.ts'
import { type AcceptDeps, acceptEvent } from './accept-event.ts'
import { checkToken } from './access-token.ts'
import { type CallerBy, requireGenuine, requireSigner, withCallRecord } from './door.ts'

/** A SNAP call, as received. */
export type SnapCall = SnapRequest & { externalId: string | undefined }

/** Receives an event of a partner that signs by SNAP. X-EXTERNAL-ID numbers the call within its day in WIB. */
export async function receiveSnap(
  deps: AcceptDeps,
  caller: CallerBy<SnapProfile>,
  call: SnapCall,
): Promise<ReceiptAnswer> {
  const signer = await requireSigner(deps, caller)
  const { partner, profile, credentials } = signer
  const now = deps.now()
  await requireGenuine(deps, signer, verifySnapRequest(profile, listLiveKeys(credentials, now), call, now))
  const statusOf = (refusal: AppError) => makeSnapRefusal(refusal, profile.service).status
  return withCallRecord(deps, signer, { door: 'event', statusOf }, (record) => {
    if (profile.mode === 'hmac_with_token') checkToken(deps, partner.code, call.accessToken)
    const event = {
      body: call.body,
      signature: call.signature ?? '',
      timestamp: call.timestamp ?? '',
      id: { external: { day: findSnapDay(now), id: requireExternalId(profile, call) } },
      answer: () => makeSnapReply('successful', profile.service),
    }
    return acceptEvent(deps, partner, event, record)
  })
}

function requireExternalId(profile: SnapProfile, { externalId = '' }: SnapCall): string {
  if (externalId === '') throw invalid('field_missing', {}, ['X-EXTERNAL-ID'])
  if (!isExternalId(profile, externalId))
    throw invalid('value_format', { format: profile.externalId, example: '202611300000000001' }, ['X-EXTERNAL-ID'])
  return externalId
}
