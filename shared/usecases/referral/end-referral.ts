import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { mayBeKnown, type Referral, withWithdrawal } from '../../domain/referral/referral.ts'
import { trace } from '../members/trace.ts'
import { type ReferralWrites, referralWrites } from './referral-writes.ts'

/**
 * Takes a referral back. A lender that may have it by push is told, as an obligation. Writes nothing when the referral is
 * over.
 */
export async function endReferral(
  deps: Pick<Deps, 'referrals' | 'obligations' | 'trail' | 'newId'>,
  context: ActContext,
  of: Pick<Referral, 'memberId' | 'id'>,
): Promise<ReferralWrites> {
  const stored = await deps.referrals.get(of)
  const at = context.now.toISOString()
  const ended = stored && withWithdrawal(stored.referral, { by: context.actor, now: at })
  if (!stored || !ended) return { entries: [], writes: [], events: [] }
  const { memberId, id, partner } = ended
  const isToTell = mayBeKnown(ended) && ended.file === undefined
  const { obligation: before } = stored
  const settled = before && before.state !== 'discharged' ? dischargeObligation(before, context.now) : before
  const obligation = isToTell
    ? await deps.obligations.begin({ kind: 'referral', owner: partner, id: `${memberId}.${id}` }, at)
    : settled
  const { writes, ...posted } = referralWrites(deps, context, { referral: ended, obligation })
  const changes = { lender: { from: partner } }
  const traced = trace(deps, context, { memberId, act: 'referral_withdrawn', other: id, changes })
  return { ...posted, writes: [...writes, traced] }
}
