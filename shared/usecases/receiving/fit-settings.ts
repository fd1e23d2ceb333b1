import { listLiveKeys } from '../../domain/partner/credential.ts'
import { AppError, invalid } from '../../domain/problems/app-error.ts'
import { statusByKind } from '../../domain/problems/problem-view.ts'
import { type Fit, findSnapFits, findTokenFits, findWebhookFits } from '../../domain/signing/fits.ts'
import type { SigningProfile } from '../../domain/signing/signing-schemes.ts'
import type { SnapRequest, verifyTokenRequest } from '../../domain/signing/snap.ts'
import type { SnapProfile } from '../../domain/signing/snap-profile.ts'
import type { WebhookProfile } from '../../domain/signing/webhook-schemes.ts'
import {
  type CallerBy,
  type DoorDeps,
  recordCall,
  refuseCall,
  requireSigner,
  type SignerBy,
  withCallRecord,
} from './door.ts'
import { withLastPart } from './partner-readings.ts'
import type { WebhookCall } from './receive-webhook.ts'

/**
 * The settings that fit a partner's trial call, and how far its clock is from ours. Partners find out their settings by
 * such calls.
 */
export type FitReport = {
  /** Whether the settings of the partner are among them. */
  agrees: boolean
  /** The settings that fit; those nearest to the partner's come first. */
  fits: Record<string, string>[]
  /** Seconds that the partner's clock is ahead of ours. */
  clockAhead: number
}

const mostFits = 5
/** Every combination of settings is tried, so a long body would take long. */
const mostBytes = 16_384

/** Tells a partner of a webhook scheme which settings fit its call. Throws `unauthenticated` when none does. */
export function fitWebhook(deps: DoorDeps, caller: CallerBy<WebhookProfile>, call: WebhookCall): Promise<FitReport> {
  return reportFits(deps, caller, call.body, ({ profile, credentials }, now) =>
    findWebhookFits(profile, listLiveKeys(credentials, now), call, now),
  )
}

/** Like `fitWebhook`, for SNAP. `calledPath` is the path that was called, which the partner may have signed. */
export function fitSnap(
  deps: DoorDeps,
  caller: CallerBy<SnapProfile>,
  request: SnapRequest,
  calledPath: string,
): Promise<FitReport> {
  return reportFits(deps, caller, request.body, ({ profile, credentials }, now) => {
    const ofFit = withLastPart(profile.publicPath, 'fit')
    const paths = [...new Set([profile.publicPath, ofFit, calledPath, calledPath.replace(/^\/snap\/[^/]+/, '')])]
    return findSnapFits(profile, listLiveKeys(credentials, now), request, { paths, now })
  })
}

/** Like `fitSnap`, for a request for an access token. */
export function fitToken(
  deps: DoorDeps,
  caller: CallerBy<SnapProfile>,
  request: Parameters<typeof verifyTokenRequest>[2] & { body: Uint8Array },
): Promise<FitReport> {
  return reportFits(deps, caller, request.body, ({ profile, credentials }, now) =>
    findTokenFits(profile, listLiveKeys(credentials, now), request, now),
  )
}

async function reportFits<P extends SigningProfile>(
  deps: DoorDeps,
  caller: CallerBy<P>,
  body: Uint8Array,
  find: (signer: SignerBy<P>, now: Date) => Fit[],
): Promise<FitReport> {
  const signer = await requireSigner(deps, caller)
  if (body.byteLength > mostBytes) throw new AppError('too_large', invalid('body_too_large', { limitKB: 16 }).problems)
  const now = deps.now()
  const own = new Map<string, unknown>(Object.entries({ ...usual, ...signer.profile }))
  const distance = ({ settings }: Fit) =>
    Object.entries(settings).filter(([name, value]) => own.get(name) !== value).length
  const fits = find(signer, now).toSorted((a, b) => distance(a) - distance(b))
  const [nearest] = fits
  if (!nearest) throw await refuseCall(deps, { reason: 'signature', code: signer.partner.code })
  const statusOf = ({ kind }: AppError) => statusByKind[kind]
  return withCallRecord(deps, signer, { door: 'fit', statusOf }, async (record) => {
    await recordCall(deps, signer.partner.code, record, { status: 200, reason: 'done' })
    return {
      agrees: distance(nearest) === 0,
      fits: fits.slice(0, mostFits).map(({ settings }) => settings),
      clockAhead: Math.round((nearest.sentAt.getTime() - now.getTime()) / 1000),
    }
  })
}

/** The usual value of each setting, for profiles that do not name it. */
const usual = { headers: 'webhook', eventId: 'header', secret: 'base64', hashOf: 'minified', hashEncoding: 'hex' }
