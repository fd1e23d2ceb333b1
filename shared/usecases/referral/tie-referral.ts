import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dayOf } from '../../domain/calendar.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import type { Member } from '../../domain/member/member.ts'
import { withLoanOf, withStanding } from '../../domain/referral/referral.ts'
import { referralNews } from '../../domain/referral/referral-news.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { Changed } from '../loans/loan-count.ts'

/**
 * Ties a loan to the referral of its member to the same lender, if the loan was applied for after the referral was
 * sent. Does so only when the loan becomes this member's and the member has a referral that may lead to it.
 */
export async function tieReferral(
  { referrals }: Pick<Deps, 'referrals'>,
  context: ActContext,
  holder: Member | undefined,
  changed: Changed,
): Promise<{ changed: Changed; writes: Write[]; events: NewOutgoingEvent[] }> {
  const nothing = { changed, writes: [], events: [] }
  const { id, partner, loan, isSandbox } = changed.record
  if (!holder || !loan || isSandbox || holder.loans?.includes(id)) return nothing
  const standing = holder.referrals?.findLast((each) => each.partner === partner)
  const stored = standing && (await referrals.get({ memberId: holder.id, id: standing.id }))
  if (!stored) return nothing
  const { referral, obligation: before } = stored
  const appliedOn = loan.dates.submitted
  const { zone } = context.programme
  const sentOn = referral.triedAt && dayOf(new Date(referral.triedAt), zone)
  if (appliedOn === undefined || sentOn === undefined || appliedOn < sentOn) return nothing
  const at = context.now.toISOString()
  const tied = withLoanOf(referral, id, appliedOn, at)
  if (!tied) return nothing
  const obligation = before && before.state !== 'discharged' ? dischargeObligation(before, context.now) : before
  return {
    changed: {
      ...changed,
      members: changed.members.map((member) => (member.id === holder.id ? withTied(member, tied) : member)),
    },
    writes: [referrals.save({ referral: nextVersion(tied), obligation })],
    events: tied.state === referral.state ? [] : [referralNews(tied, at)],
  }
}

function withTied(member: Member, tied: Parameters<typeof withStanding>[1]): Member {
  const { referrals = [], ...rest } = member
  const left = withStanding(referrals, tied)
  return left.length > 0 ? { ...rest, referrals: left } : rest
}
