import type { Signer } from '../../data/partners.ts'
import type { Deps } from '../../deps.ts'
import { dayOf } from '../../domain/calendar.ts'
import { isAllowed } from '../../domain/partner/allow-list.ts'
import { PartnerCode } from '../../domain/partner/partner.ts'
import { AppError, forbidden, unauthenticated } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import type { PartnerCall } from '../../domain/receipt/call.ts'
import type { RefusalReason } from '../../domain/receipt/refused-calls.ts'
import type { SigningProfile } from '../../domain/signing/signing-schemes.ts'
import type { Verdict } from '../../domain/signing/verdict.ts'
import type { Metrics } from '../../metrics.ts'
import { limitCalls } from '../access/limit-calls.ts'

export type DoorDeps = Pick<
  Deps,
  | 'partners'
  | 'partnerCalls'
  | 'refusedCalls'
  | 'callCounts'
  | 'callsPerMinute'
  | 'frame'
  | 'commit'
  | 'now'
  | 'newId'
  | 'log'
> & { metrics: Metrics }

/** What recording a refused call needs. */
type Refusing = Pick<DoorDeps, 'refusedCalls' | 'frame' | 'now' | 'metrics' | 'log'>

/** A partner that signs by this scheme. */
export type SignerBy<P extends SigningProfile> = Signer & { profile: P }

/** A caller who is refused like a forger. `code` names the partner, if it exists. */
type Stranger = { reason: RefusalReason; code: string } | { reason: 'stranger' }

/** The partner that a call names, or a stranger. */
export type CallerBy<P extends SigningProfile> = SignerBy<P> | Stranger

/** Finds the partner that a call names, if it signs as this endpoint requires and calls from an allowed address. */
export async function identifySigner<P extends SigningProfile>(
  { partners }: Pick<Deps, 'partners'>,
  { code, address }: { code: string; address: string },
  isOfDoor: (profile: SigningProfile) => profile is P,
): Promise<CallerBy<P>> {
  const signer = PartnerCode.safeParse(code).success ? await partners.get(code) : undefined
  if (!signer) return { reason: 'stranger' }
  if (!isAllowed(signer.partner.allowedFrom, address)) return { reason: 'address', code }
  const { signing } = signer.partner
  return isOfDoor(signing) ? { ...signer, profile: signing } : { reason: 'scheme', code }
}

/** The partner that a call is from. Throws the refusal of a forgery for anybody else. */
export async function requireSigner<P extends SigningProfile>(
  deps: Refusing,
  caller: CallerBy<P>,
): Promise<SignerBy<P>> {
  if ('reason' in caller) throw await refuseCall(deps, caller)
  return caller
}

/** Throws unless a call is genuine. Every refusal looks alike, and nothing of the call is kept. */
export async function requireGenuine(deps: Refusing, { partner }: Signer, verdict: Verdict): Promise<void> {
  if (!verdict.isGenuine) throw await refuseCall(deps, { reason: verdict.doubt, code: partner.code })
}

/**
 * Makes the refusal of a call that is not genuine, and measures it. Counts it too if the call names an existing
 * partner.
 */
export async function refuseCall(deps: Refusing, stranger: Stranger): Promise<AppError> {
  const { reason } = stranger
  deps.metrics({ Refused: 1 })
  deps.log('warn', 'A call could not be verified', { reason, ...('code' in stranger && { partner: stranger.code }) })
  if ('code' in stranger) await countRefused(deps, stranger.code, stranger.reason)
  return unauthenticated('signature_invalid')
}

/** Counts a refused call. The answer does not depend on it. */
async function countRefused(
  { refusedCalls, frame, now, log }: Refusing,
  partner: string,
  reason: RefusalReason,
): Promise<void> {
  const at = now()
  const day = dayOf(at, frame.programme.zone)
  await refusedCalls.count({ partner, reason, day, at: at.toISOString() }).catch((error: unknown) => {
    log('warn', 'A refused call was not counted', { partner, error: error instanceof Error ? error.name : 'unknown' })
  })
}

/** What is recorded about a call. */
export type CallRecord = Pick<PartnerCall, 'door'> & {
  /** The status of a refusal at this endpoint. */
  statusOf: (refusal: AppError) => number
  /** The id of the event, once it has been read. */
  eventId?: string
}

/**
 * Does the work of a genuine call, unless its partner is suspended or calls too often. Other refusals are recorded
 * among the partner's calls, so that the partner can look them up.
 */
export async function withCallRecord<T>(
  deps: DoorDeps,
  { partner }: Pick<Signer, 'partner'>,
  record: CallRecord,
  work: (record: CallRecord) => Promise<T>,
): Promise<T> {
  await limitCalls(deps, 'partner', partner.code).catch(async (error: unknown) => {
    await countRefused(deps, partner.code, 'too_often')
    throw error
  })
  try {
    if (partner.status === 'suspended') throw forbidden('partner_suspended')
    return await work(record)
  } catch (error) {
    if (error instanceof AppError) {
      const [first] = error.problems
      const place = first && viewProblem(first).path
      await recordCall(deps, partner.code, record, {
        status: record.statusOf(error),
        reason: first?.code ?? error.kind,
        ...(place !== undefined && { place }),
      })
    }
    throw error
  }
}

/** Records a call without a receipt. */
export const recordCall = (
  { partnerCalls, commit, now, newId }: Pick<DoorDeps, 'partnerCalls' | 'commit' | 'now' | 'newId'>,
  partner: string,
  { door, eventId }: Pick<CallRecord, 'door' | 'eventId'>,
  answer: Pick<PartnerCall, 'status' | 'reason' | 'place'>,
  { isAboutLoan = false } = {},
): Promise<void> =>
  commit(
    partnerCalls.add(
      partner,
      {
        ...{ id: newId('cal'), at: now().toISOString(), door },
        ...answer,
        ...(eventId !== undefined && { eventId }),
      },
      { isAboutLoan },
    ),
  )
