import type { Signer } from '../../data/partners.ts'
import type { Deps } from '../../deps.ts'
import { isAllowed } from '../../domain/partner/allow-list.ts'
import { PartnerCode } from '../../domain/partner/partner.ts'
import { AppError, forbidden, unauthenticated } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import type { PartnerCall } from '../../domain/receipt/call.ts'
import type { SigningProfile } from '../../domain/signing/signing-schemes.ts'
import type { Doubt, Verdict } from '../../domain/signing/verdict.ts'
import type { Metrics } from '../../metrics.ts'
import { limitCalls } from '../access/limit-calls.ts'

export type DoorDeps = Pick<
  Deps,
  'partners' | 'partnerCalls' | 'callCounts' | 'callsPerMinute' | 'commit' | 'now' | 'newId' | 'log'
> & { metrics: Metrics }

/** What recording a refused call needs. */
type Refusing = Pick<DoorDeps, 'metrics' | 'log'>

/** A partner that signs by this scheme. */
export type SignerBy<P extends SigningProfile> = Signer & { profile: P }

/**
 * The partner that a call names, if it signs as this door requires and calls from an allowed address. Undefined for a
 * stranger, who is refused like a forger.
 */
export async function identifySigner<P extends SigningProfile>(
  { partners }: Pick<Deps, 'partners'>,
  { code, address }: { code: string; address: string },
  isOfDoor: (profile: SigningProfile) => profile is P,
): Promise<SignerBy<P> | undefined> {
  if (!PartnerCode.safeParse(code).success) return undefined
  const signer = await partners.get(code)
  if (!signer || !isAllowed(signer.partner.allowedFrom, address)) return undefined
  const { signing } = signer.partner
  return isOfDoor(signing) ? { ...signer, profile: signing } : undefined
}

/** Throws unless a call is genuine. Every refusal looks alike, and leaves nothing but a metric and a line of the log. */
export function requireGenuine(deps: Refusing, verdict: Verdict): void {
  if (!verdict.isGenuine) throw signatureRefusal(deps, verdict.doubt)
}

/** The refusal of every call that is not genuine. */
export function signatureRefusal({ metrics, log }: Refusing, doubt: Doubt | 'stranger'): AppError {
  metrics({ Refused: 1 })
  log('warn', 'A call was not believed', { reason: doubt })
  return unauthenticated('signature_invalid')
}

/** What is recorded about a call. */
export type CallRecord = Pick<PartnerCall, 'door'> & {
  /** The status of this door for a refusal. */
  statusOf: (refusal: AppError) => number
  /** The id of an event, once it is read. */
  eventId?: string
}

/**
 * Does the work of a genuine call, unless its partner is suspended or calls too often. Records other refusals among the
 * partner's calls, where the partner can look them up.
 */
export async function withCallRecord<T>(
  deps: DoorDeps,
  { partner }: Pick<Signer, 'partner'>,
  record: CallRecord,
  work: (record: CallRecord) => Promise<T>,
): Promise<T> {
  await limitCalls(deps, 'partner', partner.code)
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

/** Records a call that made no receipt. */
export const recordCall = (
  { partnerCalls, commit, now, newId }: Pick<DoorDeps, 'partnerCalls' | 'commit' | 'now' | 'newId'>,
  partner: string,
  { door, eventId }: Pick<CallRecord, 'door' | 'eventId'>,
  answered: Pick<PartnerCall, 'status' | 'reason' | 'place'>,
  { tellsOfLoan = false } = {},
): Promise<void> =>
  commit(
    partnerCalls.add(
      partner,
      {
        ...{ id: newId('cal'), at: now().toISOString(), door },
        ...answered,
        ...(eventId !== undefined && { eventId }),
      },
      { tellsOfLoan },
    ),
  )
