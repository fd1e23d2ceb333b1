import type { StoredReferral } from '../../data/referrals.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { mayHaveReachedLender, type Referral, withWithdrawal } from '../../domain/referral/referral.ts'
import { trace } from '../members/trace.ts'
import { makeReferralWrites, type ReferralWrites } from './referral-writes.ts'

type EndDeps = Pick<Deps, 'referrals' | 'obligations' | 'trail' | 'newId'>

/** Loads a referral and takes it back. Writes nothing if it was withdrawn or found not eligible before. */
export async function endReferral(
  deps: EndDeps,
  context: ActContext,
  referralKey: Pick<Referral, 'memberId' | 'id'>,
): Promise<ReferralWrites> {
  const stored = await deps.referrals.get(referralKey)
  const result = stored && (await endStoredReferral(deps, context, stored))
  return result?.writes ?? { entries: [], writes: [], events: [] }
}

/**
 * Takes a referral back. If a lender may have got it by push, an obligation to tell the lender is written too. Returns
 * undefined if it was withdrawn or found not eligible before.
 */
export async function endStoredReferral(
  deps: EndDeps,
  context: ActContext,
  { referral, obligation: before }: StoredReferral,
): Promise<{ ended: Referral; writes: ReferralWrites } | undefined> {
  const at = context.now.toISOString()
  const endedReferral = withWithdrawal(referral, { by: context.actor, now: at })
  if (!endedReferral) return undefined
  const { memberId, id, partner } = endedReferral
  const mustTell = mayHaveReachedLender(endedReferral) && endedReferral.file === undefined
  const obligationAfter = before && before.state !== 'discharged' ? dischargeObligation(before, context.now) : before
  const obligation = mustTell
    ? await deps.obligations.begin({ kind: 'referral', owner: partner, id: `${memberId}.${id}` }, at)
    : obligationAfter
  const { writes, ...posted } = makeReferralWrites(deps, context, { referral: endedReferral, obligation })
  const changes = { lender: { from: partner } }
  const trailWrite = trace(deps, context, { memberId, act: 'referral_withdrawn', other: id, changes })
  return { ended: endedReferral, writes: { ...posted, writes: [...writes, trailWrite] } }
}
