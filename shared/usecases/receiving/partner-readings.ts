import type { Deps } from '../../deps.ts'
import { listLiveKeys } from '../../domain/partner/credential.ts'
import type { AppError } from '../../domain/problems/app-error.ts'
import { statusByKind } from '../../domain/problems/problem-view.ts'
import type { PartnerCall } from '../../domain/receipt/call.ts'
import { type SnapRequest, verifySnapRequest } from '../../domain/signing/snap.ts'
import type { SnapProfile } from '../../domain/signing/snap-profile.ts'
import { makeSnapRefusal } from '../../domain/signing/snap-reply.ts'
import { findWebhookScheme, type WebhookProfile } from '../../domain/signing/webhook-schemes.ts'
import { checkToken } from './access-token.ts'
import { type CallerBy, type DoorDeps, recordCall, requireGenuine, requireSigner, withCallRecord } from './door.ts'
import { readWebhook, type WebhookCall } from './receive-webhook.ts'

/** What partners read: the loans that wait for their members, or the outcome of an event. */
export type PartnerReading = Extract<PartnerCall['door'], 'parked' | 'outcome'>

type ReadingDeps = DoorDeps & Pick<Deps, 'keyring'>

/**
 * Reads for a partner of a webhook scheme. There is no body, so the partner signs the method, a blank, and the path
 * with its query.
 */
export async function readByWebhook<T>(
  deps: ReadingDeps,
  caller: CallerBy<WebhookProfile>,
  call: WebhookCall,
  door: PartnerReading,
  read: (partner: string) => Promise<T>,
): Promise<T> {
  const signer = await requireSigner(deps, caller)
  const now = deps.now()
  const scheme = findWebhookScheme(signer.profile)
  await requireGenuine(
    deps,
    signer,
    scheme.verify(listLiveKeys(signer.credentials, now), readWebhook(scheme, call), now),
  )
  const { code } = signer.partner
  return withCallRecord(deps, signer, { door, statusOf: ({ kind }) => statusByKind[kind] }, async (record) => {
    const answer = await read(code)
    await recordCall(deps, code, record, { status: 200, reason: 'done' })
    return answer
  })
}

/** A path with its last part replaced. */
export const withLastPart = (path: string, part: string): string => path.slice(0, path.lastIndexOf('/') + 1) + part

/** Reads for a partner that speaks SNAP. The signed path is that of the events, with the reading as its last part. */
export async function readBySnap<T>(
  deps: ReadingDeps,
  caller: CallerBy<SnapProfile>,
  request: SnapRequest,
  door: PartnerReading,
  read: (partner: string) => Promise<T>,
): Promise<T> {
  const signer = await requireSigner(deps, caller)
  const { partner, profile, credentials } = signer
  const now = deps.now()
  const publicPath = withLastPart(profile.publicPath, door)
  await requireGenuine(
    deps,
    signer,
    verifySnapRequest({ ...profile, publicPath }, listLiveKeys(credentials, now), request, now),
  )
  const statusOf = (refusal: AppError) => makeSnapRefusal(refusal, profile.service).status
  return withCallRecord(deps, signer, { door, statusOf }, async (record) => {
    if (profile.mode === 'hmac_with_token') checkToken(deps, partner.code, request.accessToken)
    const answer = await read(partner.code)
    await recordCall(deps, partner.code, record, { status: 200, reason: 'done' })
    return answer
  })
}
