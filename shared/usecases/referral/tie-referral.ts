import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dayOf } from '../../domain/calendar.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import type { Member } from '../../domain/member/member.ts'
import { type Referral, withLoan, withStandingReferral } from '../../domain/referral/referral.ts'
import type { Changed } from '../loans/loan-count.ts'
import { type ReferralWrites, referralWrites } from './referral-writes.ts'

/** A loan that names the referral it came of, with what changes of that referral. */
type Tied = ReferralWrites & { record: KeptLoan; referral?: Referral }

/**
 * Ties a loan to the referral of its member to the same lender, if the loan was applied for after the referral was
 * sent. Does so only when the loan becomes this member's and the member has a referral that may lead to it.
 */
export async function tieReferral(
  deps: Pick<Deps, 'referrals'>,
  context: ActContext,
  holder: Member | undefined,
  record: KeptLoan,
): Promise<Tied> {
  const nothing = { record, entries: [], writes: [], events: [] }
  const { id, partner, loan, isSandbox } = record
  if (!holder || !loan || isSandbox || holder.loans?.includes(id)) return nothing
  const standing = holder.referrals?.findLast((each) => each.partner === partner)
  const stored = standing && (await deps.referrals.get({ memberId: holder.id, id: standing.id }))
  if (!stored) return nothing
  const { referral, obligation: before } = stored
  const appliedOn = loan.dates.submitted
  const { zone } = context.programme
  const sentOn = referral.triedAt && dayOf(new Date(referral.triedAt), zone)
  if (appliedOn === undefined || sentOn === undefined || appliedOn < sentOn) return nothing
  const at = context.now.toISOString()
  const tied = withLoan(referral, id, appliedOn, at)
  if (!tied) return nothing
  const obligation = before && before.state !== 'discharged' ? dischargeObligation(before, context.now) : before
  const posted = referralWrites(deps, context, { referral: tied, obligation })
  return {
    ...posted,
    events: tied.state === referral.state ? [] : posted.events,
    record: { ...record, referral: { id: tied.id, memberId: holder.id, sentOn } },
    referral: tied,
  }
}

/** The change of a loan, with what it changes of the referral that it came of. */
export function withReferralOf(changed: Changed, { entries, referral: tied }: Tied): Changed {
  if (!tied) return changed
  return {
    ...changed,
    members: changed.members.map((member) => (member.id === tied.memberId ? withTied(member, tied) : member)),
    entries: [...changed.entries, ...entries],
  }
}

function withTied(member: Member, tied: Referral): Member {
  const { referrals = [], ...rest } = member
  const left = withStandingReferral(referrals, tied)
  return left.length > 0 ? { ...rest, referrals: left } : rest
}
