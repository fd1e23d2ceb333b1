import type { StoredReferral } from '../../data/referrals.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { AppError, conflict, invalid, notFound } from '../../domain/problems/app-error.ts'
import { Referral, type ReferralAnswer, withAnswer } from '../../domain/referral/referral.ts'
import { type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { onceAbout } from '../members/member-act.ts'
import { type TraceDeps, trace } from '../members/trace.ts'
import type { IdempotentRequest } from '../once.ts'
import { changeReferral } from './change-referral.ts'
import { viewReferral } from './list-referrals.ts'

export type AnswerDeps = PostDeps & TraceDeps & Pick<Deps, 'referrals'>

/** Records a lender's answer that reached an officer. Throws `conflict` if the referral already has a later state. */
export function recordAnswer(
  deps: AnswerDeps & ReadMemberDeps & Pick<Deps, 'claims'>,
  caller: Caller,
  request: IdempotentRequest,
  referralKey: Pick<Referral, 'memberId' | 'id'>,
  answer: ReferralAnswer,
) {
  return onceAbout(deps, caller, 'member.refer', request, Referral, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<Referral>> => {
      await readMember(deps, caller, 'member.refer', referralKey.memberId)
      const stored = await deps.referrals.get(referralKey)
      if (!stored) throw notFound()
      if (answer.answer === 'not_eligible' && answer.reason === undefined)
        throw invalid('referral_reason_missing', {}, ['reason'])
      const act = await makeAnswerAct(deps, context, stored, answer)
      if (!act) throw conflict('referral_over', { state: stored.referral.state })
      // The stored answer has none of the lender's words.
      const view = viewReferral(act.answer)
      return { ...act, otherWrites: [keepAnswer(view), ...act.otherWrites], answer: view }
    }),
  )
}

/** An answer that a lender sends. */
type LenderAnswer = ReferralAnswer & { partner: string; referral: string; source: string }

/**
 * Records a lender's own answer, and always writes `otherWrites`. An answer that is known, or older than the stored one,
 * changes nothing. Throws `not_found` if the lender got no such referral.
 */
export function takeAnswer(
  deps: AnswerDeps,
  { partner, referral: id, source, ...answer }: LenderAnswer,
  otherWrites: Write[],
): Promise<void> {
  return post(deps, { actor: partner, source }, async (context): Promise<LedgerWrite<void>> => {
    const stored = await deps.referrals.ofLender(partner, id)
    if (!stored) throw new AppError('not_found', [{ code: 'referral_unknown' }])
    const act = await makeAnswerAct(deps, context, stored, answer)
    return {
      members: [],
      entries: [],
      ...act,
      otherWrites: [...otherWrites, ...(act?.otherWrites ?? [])],
      answer: undefined,
    }
  })
}

async function makeAnswerAct(
  deps: AnswerDeps,
  context: ActContext,
  { referral, obligation: before }: StoredReferral,
  answer: ReferralAnswer,
): Promise<(LedgerWrite<Referral> & { otherWrites: Write[] }) | undefined> {
  const now = context.now.toISOString()
  const changed = withAnswer(referral, answer, { by: context.actor, now })
  if (!changed) return undefined
  const isOpen = before !== undefined && before.state !== 'discharged' && answer.answer !== 'received'
  const obligation = isOpen ? dischargeObligation(before, context.now) : before
  const { otherWrites, ...posted } = await changeReferral(deps, context, { obligation }, changed)
  const { memberId, id, partner } = changed
  const isNews = changed.state !== referral.state
  const state = { from: referral.state, to: changed.state }
  const changes = { ...(isNews && { state }), lender: { to: partner } }
  return {
    ...posted,
    events: isNews ? posted.events : [],
    otherWrites: [...otherWrites, trace(deps, context, { memberId, act: 'referral_answered', other: id, changes })],
    answer: changed,
  }
}
