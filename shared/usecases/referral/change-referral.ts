import type { StoredReferral } from '../../data/referrals.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { Member } from '../../domain/member/member.ts'
import { type Referral, withStandingReferral } from '../../domain/referral/referral.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { makeReferralWrites, type ReferralWrites } from './referral-writes.ts'

/**
 * The writes of a change to a referral: the referral with its entries, and its member if the member's open referrals
 * change.
 */
export async function changeReferral(
  deps: Pick<Deps, 'members' | 'referrals'>,
  context: ActContext,
  { obligation }: Pick<StoredReferral, 'obligation'>,
  changed: Referral,
): Promise<{ members: Member[]; otherWrites: Write[] } & Pick<ReferralWrites, 'entries' | 'events'>> {
  const member = await deps.members.get(changed.memberId)
  const { writes, ...posted } = makeReferralWrites(deps, context, { referral: changed, obligation })
  return { members: member ? listChanged(member, changed) : [], ...posted, otherWrites: writes }
}

function listChanged(member: Member, changed: Referral): Member[] {
  const { referrals: before, ...rest } = member
  // An erased member keeps no referrals, and gets none.
  if (!before?.some(({ id }) => id === changed.id)) return []
  const after = withStandingReferral(before, changed)
  if (JSON.stringify(after) === JSON.stringify(before)) return []
  return [nextVersion(after.length > 0 ? { ...rest, referrals: after } : rest)]
}
