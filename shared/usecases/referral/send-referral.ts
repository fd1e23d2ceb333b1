import type { HeldObligation } from '../../data/obligations.ts'
import type { Signer } from '../../data/partners.ts'
import type { StoredReferral } from '../../data/referrals.ts'
import type { Deps } from '../../deps.ts'
import { todayIn } from '../../domain/acts/act-context.ts'
import { addDays, type Day, dayOf, startOfDay } from '../../domain/calendar.ts'
import { type DueObligation, dischargeObligation } from '../../domain/jobs/obligation.ts'
import { bySystem } from '../../domain/member/own-record.ts'
import { listLivePushSecrets } from '../../domain/partner/credential.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import type { PushResult } from '../../domain/push/push.ts'
import { type Referral, withoutAnswer, withSending } from '../../domain/referral/referral.ts'
import { makeReferralEvent, makeWithdrawalEvent, makeWithdrawalId } from '../../domain/referral/referral-push.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type PostDeps, post } from '../ledger/post.ts'
import { type TraceDeps, trace } from '../members/trace.ts'
import type { Handler, TryOutcome } from '../sweep.ts'
import { changeReferral } from './change-referral.ts'
import { checkAgain } from './check-again.ts'
import { findLender, findSendTime } from './lender.ts'
import { makeReferralWrites } from './referral-writes.ts'

type SendDeps = PostDeps & TraceDeps & Pick<Deps, 'referrals' | 'partners' | 'publicUrl' | 'push'>

/** A lender may be down for days and still get its referrals, because the last waits are six hours long. */
export const makeReferralHandler = (deps: SendDeps): Handler => ({
  patience: { leaseMs: 30_000, firstWaitMs: 30_000, longestWaitMs: 21_600_000, mostTries: 30 },
  atOnce: 4,
  async carryOut(held, signal) {
    const stored = await deps.referrals.at(held.key)
    if (!stored) return { outcome: 'hopeless', reason: 'not_found' }
    switch (stored.referral.state) {
      case 'prepared':
        return sendPrepared(deps, held, stored, signal)
      case 'sent':
      case 'received':
        return awaitAnswer(deps, held, stored)
      case 'withdrawn':
        return tellWithdrawal(deps, stored.referral, signal)
      case 'no_answer':
      case 'taken':
      case 'not_eligible':
        return { outcome: 'done' }
    }
  },
})

/**
 * Sends a prepared referral. Before the first try, everything is checked again, and the content to send is stored in
 * the same transaction. So an act that ends the consent later knows that the lender may have the data. Every try sends
 * the same bytes under the same id.
 */
async function sendPrepared(
  deps: SendDeps,
  held: HeldObligation<DueObligation>,
  stored: StoredReferral,
  signal: AbortSignal,
): Promise<TryOutcome> {
  const lender = await findLender(deps, stored.referral.partner)
  if (!lender) return { outcome: 'hopeless', reason: 'referral_lender' }
  const { way } = lender
  if (way.by === 'file') return { outcome: 'waiting', until: findSendTime(way, deps.now()) }
  const checked = await storeContent(deps, lender, stored.referral)
  if (checked === undefined) return { outcome: 'discharged' }
  const { id, memberId, sent = '' } = checked
  const result = await pushTo(deps, lender, { target: way.url, id, body: sent }, signal)
  if (!result.isTaken) return judgeFailure(result)
  await post(deps, bySystem, async (context) => {
    const nothing = { members: [], entries: [], answer: undefined }
    const latestReferral = await deps.referrals.get(checked)
    // While it was being sent, somebody took it back, or the lender answered. That has settled the obligation.
    if (latestReferral?.referral.state !== 'prepared') return nothing
    const today = todayIn(context)
    const next = withSending(latestReferral.referral, context.now.toISOString(), today, way.answerDays)
    const due = startOfDay(addDays(today, way.answerDays + 1), context.programme.zone)
    const obligation = { ...held.obligation, attempts: 0, dueAt: due.toISOString() }
    const { writes, ...posted } = makeReferralWrites(deps, context, { referral: next, obligation })
    const trailWrite = trace(deps, context, {
      memberId,
      act: 'referral_sent',
      other: id,
      changes: makeLenderChange(checked),
    })
    return { ...nothing, ...posted, otherWrites: [...writes, trailWrite] }
  })
  return { outcome: 'discharged' }
}

/** The referral with the content to send. Undefined if it may no longer be sent, or was taken back. */
async function storeContent(deps: SendDeps, { partner }: Signer, of: Referral): Promise<Referral | undefined> {
  return post(deps, bySystem, async (context) => {
    const stored = await deps.referrals.get(of)
    if (stored?.referral.state !== 'prepared') return { members: [], entries: [], answer: undefined }
    const { referral, obligation } = stored
    const checked = await checkAgain(deps, context, referral, partner)
    if (!checked.isSendable) return { ...checked, answer: undefined }
    // It was tried before, so the lender may have these very bytes.
    if (referral.triedAt !== undefined) return { members: [], entries: [], answer: referral }
    const sentText = JSON.stringify(makeReferralEvent(deps.publicUrl, { referral, ...checked }))
    const triedReferral = nextVersion({ ...referral, triedAt: context.now.toISOString(), sent: sentText })
    const otherWrites = [
      deps.members.requireUnchanged(checked.member),
      deps.referrals.save({ referral: triedReferral, obligation }),
    ]
    return { members: [], entries: [], otherWrites, answer: triedReferral }
  })
}

/** Begins the term of a referral that counts as arrived though its push was never confirmed. */
async function beginTerm(
  deps: SendDeps,
  held: HeldObligation<DueObligation>,
  referral: Referral,
  answerBy: Day,
): Promise<TryOutcome> {
  const due = startOfDay(addDays(answerBy, 1), deps.frame.programme.zone)
  const obligation = { ...held.obligation, attempts: 0, dueAt: due.toISOString() }
  await deps.commit(deps.referrals.save({ referral: nextVersion({ ...referral, answerBy }), obligation }))
  return { outcome: 'discharged' }
}

/** Ends a referral to which no answer came in time. */
async function awaitAnswer(
  deps: SendDeps,
  held: HeldObligation<DueObligation>,
  stored: StoredReferral,
): Promise<TryOutcome> {
  const { zone } = deps.frame.programme
  const { answerBy } = stored.referral
  const today = dayOf(deps.now(), zone)
  if (answerBy === undefined) {
    const lender = await findLender(deps, stored.referral.partner)
    if (lender) return beginTerm(deps, held, stored.referral, addDays(today, lender.way.answerDays))
  } else if (today <= answerBy)
    return { outcome: 'waiting', until: startOfDay(addDays(answerBy, 1), zone).toISOString() }
  await post(deps, bySystem, async (context) => {
    const latest = await deps.referrals.get(stored.referral)
    const lapsedReferral = latest && withoutAnswer(latest.referral)
    // An answer, or taking the referral back, has settled the obligation.
    if (!lapsedReferral) return { members: [], entries: [], answer: undefined }
    const obligation = dischargeObligation(held.obligation, context.now)
    return { ...(await changeReferral(deps, context, { obligation }, lapsedReferral)), answer: undefined }
  })
  return { outcome: 'discharged' }
}

/** Tells a lender, which may have the referral, that it was taken back. */
async function tellWithdrawal(deps: SendDeps, referral: Referral, signal: AbortSignal): Promise<TryOutcome> {
  const lender = await deps.partners.get(referral.partner)
  const way = lender?.partner.referral
  if (!lender || way?.by !== 'push') return { outcome: 'hopeless', reason: 'referral_lender' }
  const body = JSON.stringify(makeWithdrawalEvent(deps.publicUrl, referral))
  const result = await pushTo(deps, lender, { target: way.url, id: makeWithdrawalId(referral), body }, signal)
  return result.isTaken ? { outcome: 'done' } : judgeFailure(result)
}

const pushTo = (
  { push, now }: SendDeps,
  { credentials }: Signer,
  message: { target: string; id: string; body: string },
  signal: AbortSignal,
): Promise<PushResult> => {
  const secrets = listLivePushSecrets(credentials, now())
  // Nothing is sent unsigned.
  if (secrets.length === 0) throw conflict('push_secret_missing')
  return push.send({ ...message, secrets }, now(), signal)
}

/**
 * Decides what follows from a failed push. It is hopeless if the target is not allowed or no longer exists. Throws for
 * any other failure, so that the push is tried again.
 */
function judgeFailure({ reason }: PushResult & { isTaken: false }): TryOutcome {
  if (reason === 'target' || reason === 'address' || reason === 'gone')
    return { outcome: 'hopeless', reason: `push_${reason}` }
  throw conflict('referral_not_sent', { reason })
}

const makeLenderChange = ({ partner, consent }: Referral) => ({ lender: { to: partner }, consent: { to: consent } })
