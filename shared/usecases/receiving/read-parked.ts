import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { ParkedLoan } from '../../domain/loan/loan-view.ts'
import { liveKeys } from '../../domain/partner/credential.ts'
import { type AppError, invalid } from '../../domain/problems/app-error.ts'
import { statusByKind } from '../../domain/problems/problem-view.ts'
import { type SnapRequest, verifySnapRequest } from '../../domain/signing/snap.ts'
import type { SnapProfile } from '../../domain/signing/snap-profile.ts'
import { snapRefusal } from '../../domain/signing/snap-reply.ts'
import { findWebhookScheme, type WebhookProfile } from '../../domain/signing/webhook-schemes.ts'
import { parkedLoans } from '../loans/list-loans.ts'
import { openToken } from '../open-token.ts'
import { checkToken } from './access-token.ts'
import {
  type CallRecord,
  type DoorDeps,
  recordCall,
  requireGenuine,
  type SignerBy,
  signatureRefusal,
  withCallRecord,
} from './door.ts'
import { readWebhook, type WebhookCall } from './receive-webhook.ts'

type ReadParkedDeps = DoorDeps & Pick<Deps, 'loans' | 'keyring'>

/** A page of a partner's loans that wait for their members; `next` is the cursor of the next page. */
export type ParkedPage = { items: ParkedLoan[]; next?: string }

const pageSize = 100

/**
 * Answers by a webhook scheme. Instead of a body, the partner signs the method, a blank, and the path with its query.
 */
export async function parkedByWebhook(
  deps: ReadParkedDeps,
  signer: SignerBy<WebhookProfile> | undefined,
  call: WebhookCall,
  cursor: string | undefined,
): Promise<ParkedPage> {
  if (!signer) throw signatureRefusal(deps, 'stranger')
  const now = deps.now()
  const scheme = findWebhookScheme(signer.profile)
  requireGenuine(deps, scheme.verify(liveKeys(signer.credentials, now), readWebhook(scheme, call), now))
  return readPage(deps, signer, ({ kind }) => statusByKind[kind], cursor)
}

/** Answers by SNAP. The signed path is that of the events with `parked` as its last part. */
export async function parkedBySnap(
  deps: ReadParkedDeps,
  signer: SignerBy<SnapProfile> | undefined,
  request: SnapRequest,
  cursor: string | undefined,
): Promise<ParkedPage> {
  if (!signer) throw signatureRefusal(deps, 'stranger')
  const { partner, profile, credentials } = signer
  const now = deps.now()
  const keys = liveKeys(credentials, now)
  const publicPath = `${profile.publicPath.slice(0, profile.publicPath.lastIndexOf('/') + 1)}parked`
  requireGenuine(deps, verifySnapRequest({ ...profile, publicPath }, keys, request, now))
  const status = (refusal: AppError) => snapRefusal(refusal, profile.service).status
  const check = () => {
    if (profile.mode === 'hmac_with_token') checkToken(deps, partner.code, request.accessToken)
  }
  return readPage(deps, signer, status, cursor, check)
}

async function readPage(
  deps: ReadParkedDeps,
  signer: Pick<SignerBy<SnapProfile>, 'partner'>,
  status: CallRecord['statusOf'],
  cursor: string | undefined,
  check: () => void = () => {},
): Promise<ParkedPage> {
  const { code } = signer.partner
  return withCallRecord(deps, signer, { door: 'parked', statusOf: status }, async (record) => {
    check()
    const { items, last } = await parkedLoans(deps, code, { after: openCursor(deps, code, cursor), limit: pageSize })
    await recordCall(deps, code, record, { status: 200, reason: 'done' })
    return { items, ...(last !== undefined && { next: sealCursor(deps, code, last) }) }
  })
}

const context = (code: string) => `parked:${code}`

const sealCursor = ({ keyring }: Pick<Deps, 'keyring'>, code: string, place: string): string =>
  keyring.sealText(place, context(code))

function openCursor(deps: Pick<Deps, 'keyring'>, code: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const refusal = () => invalid('cursor_invalid', {}, ['cursor'])
  return openToken(deps, cursor, { context: context(code), schema: z.string(), refusal })
}
