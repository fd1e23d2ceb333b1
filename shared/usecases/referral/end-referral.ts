import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { mayBeKnown, type Referral, takenBack } from '../../domain/referral/referral.ts'
import { referralNews } from '../../domain/referral/referral-news.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { trace } from '../members/trace.ts'

/**
 * Takes a referral back. A lender that may have it by push is told, as an obligation. Writes nothing when the referral is
 * over.
 */
export async function endReferral(
  deps: Pick<Deps, 'referrals' | 'obligations' | 'trail' | 'newId'>,
  context: Pick<ActContext, 'actor' | 'source' | 'now'>,
  of: Pick<Referral, 'memberId' | 'id'>,
): Promise<{ writes: Write[]; events: NewOutgoingEvent[] }> {
  const stored = await deps.referrals.get(of)
  const at = context.now.toISOString()
  const ended = stored && takenBack(stored.referral, { by: context.actor, now: at })
  if (!stored || !ended) return { writes: [], events: [] }
  const { memberId, id, partner } = ended
  const isToTell = mayBeKnown(ended) && ended.file === undefined
  const { obligation: before } = stored
  const settled = before && before.state !== 'discharged' ? dischargeObligation(before, context.now) : before
  const obligation = isToTell
    ? await deps.obligations.begin({ kind: 'referral', owner: partner, id: `${memberId}.${id}` }, at)
    : settled
  return {
    writes: [
      deps.referrals.save({ referral: nextVersion(ended), obligation }),
      trace(deps, context, { memberId, act: 'referral_withdrawn', other: id, changes: { lender: { from: partner } } }),
    ],
    events: [referralNews(ended, at)],
  }
}
