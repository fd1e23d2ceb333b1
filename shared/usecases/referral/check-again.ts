import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import { allowsReferralTo, type StandingConsent } from '../../domain/consent/consent.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Partner } from '../../domain/partner/partner.ts'
import { findReferralObstacles } from '../../domain/referral/eligibility.ts'
import type { Referral } from '../../domain/referral/referral.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralWrites } from './referral-writes.ts'
import { withoutReferrals } from './withdraw-uncovered.ts'

type CheckDeps = Pick<Deps, 'members' | 'loans' | 'referrals' | 'obligations' | 'trail' | 'newId'>

/** A member who may still be sent to a lender, or the writes that take the referral back. */
type Checked =
  | { isSendable: true; member: Member; consent: StandingConsent }
  | ({ isSendable: false; members: Member[]; otherWrites: Write[] } & Pick<ReferralWrites, 'entries' | 'events'>)

/** Checks just before sending whether a referral may still be sent. */
export async function checkAgain(
  deps: CheckDeps,
  context: ActContext,
  { memberId, id }: Pick<Referral, 'memberId' | 'id'>,
  lender: Pick<Partner, 'code' | 'type'>,
): Promise<Checked> {
  const today = todayIn(context)
  const member = await deps.members.get(memberId)
  const consent = member?.consents?.find((each) => allowsReferralTo(each, lender, today))
  const loans = await deps.loans.getMany(member?.loans ?? [])
  if (member && consent && findReferralObstacles(context, member, loans, today).length === 0)
    return { isSendable: true, member, consent }
  const isListed = member?.referrals?.some((each) => each.id === id)
  const { entries, writes, events } = await endReferral(deps, context, { memberId, id })
  return {
    isSendable: false,
    members: member && isListed ? [nextVersion(withoutReferrals(member, [id]))] : [],
    entries,
    otherWrites: writes,
    events,
  }
}
