import type { Deps } from '../../deps.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import { allowsReferralTo } from '../../domain/consent/consent.ts'
import type { Member } from '../../domain/member/member.ts'
import { endReferral } from './end-referral.ts'
import { joinWrites, type ReferralWrites } from './referral-writes.ts'

/** Takes back the open referrals of a member that are no longer covered by a consent. */
export async function withdrawUncovered(
  deps: Pick<Deps, 'referrals' | 'partners' | 'obligations' | 'trail' | 'newId'>,
  context: ActContext,
  member: Member,
): Promise<{ member: Member } & ReferralWrites> {
  const { referrals = [], consents = [] } = member
  if (referrals.length === 0) return { member, entries: [], writes: [], events: [] }
  const lenders = await deps.partners.all()
  const uncoveredReferrals = referrals.filter(({ partner, isOver }) => {
    if (isOver) return false
    const lender = lenders.find(({ code }) => code === partner)
    return !lender || !consents.some((consent) => allowsReferralTo(consent, lender, todayIn(context)))
  })
  const endings = await Promise.all(
    uncoveredReferrals.map(({ id }) => endReferral(deps, context, { memberId: member.id, id })),
  )
  return {
    member: withoutReferrals(
      member,
      uncoveredReferrals.map(({ id }) => id),
    ),
    ...joinWrites(endings),
  }
}

/** The member without referrals that are over. */
export function withoutReferrals({ referrals = [], ...member }: Member, over: string[]): Member {
  const remainingReferrals = referrals.filter(({ id }) => !over.includes(id))
  return remainingReferrals.length > 0 ? { ...member, referrals: remainingReferrals } : member
}
