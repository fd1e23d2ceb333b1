import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { replayObligation } from '../../domain/jobs/obligation.ts'
import type { Member } from '../../domain/member/member.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { Referral } from '../../domain/referral/referral.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { onceAbout } from '../members/member-act.ts'
import type { IdempotentRequest } from '../once.ts'
import { endReferral, endStoredReferral } from './end-referral.ts'
import { viewReferral } from './list-referrals.ts'
import { joinWrites, type ReferralWrites } from './referral-writes.ts'
import { withoutReferrals } from './withdraw-uncovered.ts'

type TakeBackDeps = PostDeps & ReadMemberDeps & Pick<Deps, 'referrals' | 'claims'>

/** Takes a referral back, for example because the lender will never take the member on, and tells the lender. */
export function takeReferralBack(
  deps: TakeBackDeps,
  caller: Caller,
  request: IdempotentRequest,
  referralKey: Pick<Referral, 'memberId' | 'id'>,
) {
  return onceAbout(deps, caller, 'member.refer', request, Referral, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<Referral>> => {
      const member = await readMember(deps, caller, 'member.refer', referralKey.memberId)
      const stored = await deps.referrals.get(referralKey)
      if (!stored) throw notFound()
      const result = await endStoredReferral(deps, context, stored)
      if (!result) throw conflict('referral_over', { state: stored.referral.state })
      const answer = viewReferral(result.ended)
      const members = member.referrals?.some(({ id }) => id === referralKey.id)
        ? [nextVersion(withoutReferrals(member, [referralKey.id]))]
        : []
      const { writes, ...posted } = result.writes
      return { members, ...posted, otherWrites: [keepAnswer(answer), ...writes], answer }
    }),
  )
}

/** Sends a referral again that was parked because sending it failed too often. */
export function sendReferralAgain(
  deps: TakeBackDeps,
  caller: Caller,
  request: IdempotentRequest,
  referralKey: Pick<Referral, 'memberId' | 'id'>,
) {
  return onceAbout(deps, caller, 'member.refer', request, Referral, async (keepAnswer) => {
    await readMember(deps, caller, 'member.refer', referralKey.memberId)
    const stored = await deps.referrals.get(referralKey)
    if (!stored) throw notFound()
    const { referral, obligation } = stored
    if (obligation?.state !== 'parked') throw conflict('referral_over', { state: referral.state })
    const answer = viewReferral(referral)
    const held = { key: deps.referrals.keyOf(referralKey), obligation }
    await deps.commit(keepAnswer(answer), deps.obligations.move(held, replayObligation(obligation, deps.now())))
    return answer
  })
}

/**
 * Takes back every referral of members who are being erased. Belongs in the transaction of the erasure. Subscribers get
 * no events about erased people.
 */
export async function endReferralsOfErased(
  deps: Pick<Deps, 'referrals' | 'obligations' | 'trail' | 'newId'>,
  context: ActContext,
  members: Member[],
): Promise<Pick<ReferralWrites, 'entries' | 'writes'>> {
  const endWrites = await Promise.all(
    members.flatMap(({ id: memberId, referrals = [] }) =>
      referrals.map(({ id }) => endReferral(deps, context, { memberId, id })),
    ),
  )
  return joinWrites(endWrites)
}
