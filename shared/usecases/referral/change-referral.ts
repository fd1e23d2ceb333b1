import type { StoredReferral } from '../../data/referrals.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Member } from '../../domain/member/member.ts'
import { type Referral, withStanding } from '../../domain/referral/referral.ts'
import { nextVersion } from '../../domain/values/version.ts'

/** The writes of a change to a referral: the referral, and its member if the member's open referrals change. */
export async function changeReferral(
  { members, referrals }: Pick<Deps, 'members' | 'referrals'>,
  { obligation }: Pick<StoredReferral, 'obligation'>,
  changed: Referral,
): Promise<{ members: Member[]; also: Write[] }> {
  const member = await members.get(changed.memberId)
  return {
    members: member ? listChanged(member, changed) : [],
    also: [referrals.save({ referral: nextVersion(changed), obligation })],
  }
}

function listChanged(member: Member, changed: Referral): Member[] {
  const { referrals: before, ...rest } = member
  // An erased member keeps no referrals, and gets none.
  if (!before?.some(({ id }) => id === changed.id)) return []
  const after = withStanding(before, changed)
  if (JSON.stringify(after) === JSON.stringify(before)) return []
  return [nextVersion(after.length > 0 ? { ...rest, referrals: after } : rest)]
}
