import type { KeptLoan } from '../../data/loans.ts'
import type { NikState } from '../../data/members.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { foldEvents, type LoanFold, type LoanId } from '../../domain/loan/loan.ts'
import { loanKey, makeLoanRecord } from '../../domain/loan/loan-record.ts'
import type { LedgerWrite } from '../ledger/post.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { tieReferral, withReferralOf } from '../referral/tie-referral.ts'
import { attachUncounted, countForHolder } from './loan-count.ts'
import { addFoundPeople, findHolder, type LoanHolder, lookUpNiks } from './loan-holder.ts'
import { type LoanNews, listOutcomes, withNews } from './loan-news.ts'
import { type LoanOutcome, makeLoanWrite } from './loan-writes.ts'
import { settleSandboxLoan } from './sandbox-loan.ts'

export type LoanDeps = Pick<
  Deps,
  'frame' | 'members' | 'loans' | 'obligations' | 'keyring' | 'referrals' | 'trail' | 'newId'
>

/**
 * Recomputes a loan from a new event or decision: its holder, its counted facts, the stage that it may attain, and
 * its open questions. The member is saved in the same transaction, and every change of a loan raises the member's
 * version. So two loans of a member never decide on stale data.
 */
export async function settleLoan(
  deps: LoanDeps,
  context: ActContext,
  id: LoanId,
  news: LoanNews,
): Promise<LedgerWrite<LoanOutcome> & { otherWrites: Write[] }> {
  const stored = await deps.loans.get(loanKey(id))
  const before = stored?.record ?? makeLoanRecord(id, news.isSandbox ?? false)
  const earlierEvents = stored?.events ?? []
  const isNews = news.event !== undefined && !earlierEvents.some(({ eventId }) => eventId === news.event?.id)
  if (news.event && !isNews) return { members: [], entries: [], otherWrites: [], answer: { outcome: 'unchanged' } }
  const { programme, now } = context
  const { record: updated, added } = await withNews(deps, context, before, isNews ? news : { decision: news.decision })
  const all = added ? [...earlierEvents, added] : earlierEvents
  const fold = foldEvents(id, all, listOutcomes(updated), { now, zone: programme.zone })
  const eventWrites = added ? [deps.loans.addEvent(updated.id, added)] : []
  if (updated.isSandbox) {
    const sandboxAct = await settleSandboxLoan(deps, context, { ...updated, events: all.length }, fold)
    return { ...sandboxAct, otherWrites: [...eventWrites, ...sandboxAct.otherWrites] }
  }
  const soughtNiks = await lookUpNiks(deps, updated, fold)
  const record = addFoundPeople(programme, { ...updated, events: all.length }, soughtNiks)
  const loanHolder = await findHolder(deps, programme, record, fold, soughtNiks)
  const awaitedNiks = soughtNiks.flatMap(({ state }) => (state.memberId === undefined ? [state] : []))
  const act = await settleRecord(deps, context, record, { fold, awaitedNiks, ...loanHolder })
  return {
    ...act,
    otherWrites: [...eventWrites, ...act.otherWrites],
  }
}

async function settleRecord(
  deps: LoanDeps,
  context: ActContext,
  before: KeptLoan,
  { holder, reason, fold, awaitedNiks }: LoanHolder & { fold: LoanFold; awaitedNiks: NikState[] },
): Promise<LedgerWrite<LoanOutcome> & { otherWrites: Write[] }> {
  const { loan: _, obligation: __, ...rest } = before
  const record: KeptLoan = {
    ...rest,
    ...(fold.loan && { loan: fold.loan }),
    review: fold.review,
  }
  const former = before.memberId === undefined ? undefined : await findKeptRecord(deps, before.memberId)
  // While processing is restricted, nothing about the member changes, and nothing is taken back either.
  const isHeld = reason !== undefined && (holder !== undefined || former?.restrictedAt !== undefined)
  const referralTie = await tieReferral(deps, context, holder, record, isHeld)
  const changedLoan = isHeld
    ? attachUncounted(referralTie.record, former, holder)
    : await countForHolder(deps, context, before, referralTie.record, former, holder)
  const act = await makeLoanWrite(deps, context, before, {
    ...withReferralOf(changedLoan, referralTie),
    reason,
    awaitedNiks,
    fold,
  })
  return {
    ...act,
    otherWrites: [...act.otherWrites, ...referralTie.writes],
    events: [...referralTie.events, ...(act.events ?? [])],
  }
}
