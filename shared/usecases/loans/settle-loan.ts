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
import { findHolder, type LoanHolder, lookUpNiks, withFound } from './loan-holder.ts'
import { type LoanNews, outcomesOf, withNews } from './loan-news.ts'
import { type LoanOutcome, loanAct } from './loan-writes.ts'
import { settleSandboxLoan } from './sandbox-loan.ts'

export type LoanDeps = Pick<
  Deps,
  'frame' | 'members' | 'loans' | 'obligations' | 'keyring' | 'referrals' | 'trail' | 'newId'
>

/**
 * Recomputes a loan from a new event or decision: its holder, what counts, the stage that it may attain, and what is
 * unsettled. The member is saved in the same transaction, and every change of a loan raises the member's version. So
 * two loans of a member never decide on stale data.
 */
export async function settleLoan(
  deps: LoanDeps,
  context: ActContext,
  id: LoanId,
  news: LoanNews,
): Promise<LedgerWrite<LoanOutcome> & { also: Write[] }> {
  const kept = await deps.loans.get(loanKey(id))
  const before = kept?.record ?? makeLoanRecord(id, news.isSandbox ?? false)
  const told = kept?.told ?? []
  const isNews = news.event !== undefined && !told.some(({ eventId }) => eventId === news.event?.id)
  if (news.event && !isNews) return { members: [], entries: [], also: [], answer: { outcome: 'unchanged' } }
  const { programme, now } = context
  const { record: noted, added } = await withNews(deps, context, before, isNews ? news : { decision: news.decision })
  const all = added ? [...told, added] : told
  const folded = foldEvents(id, all, outcomesOf(noted), { now, zone: programme.zone })
  const tells = added ? [deps.loans.tell(noted.id, added)] : []
  if (noted.isSandbox) {
    const played = await settleSandboxLoan(deps, context, { ...noted, events: all.length }, folded)
    return { ...played, also: [...tells, ...played.also] }
  }
  const sought = await lookUpNiks(deps, noted, folded)
  const record = withFound(programme, { ...noted, events: all.length }, sought)
  const whose = await findHolder(deps, programme, record, folded, sought)
  const awaited = sought.flatMap(({ state }) => (state.memberId === undefined ? [state] : []))
  const settled = await settleRecord(deps, context, record, { folded, awaited, ...whose })
  return {
    ...settled,
    also: [...tells, ...settled.also],
  }
}

async function settleRecord(
  deps: LoanDeps,
  context: ActContext,
  before: KeptLoan,
  { holder, reason, folded, awaited }: LoanHolder & { folded: LoanFold; awaited: NikState[] },
): Promise<LedgerWrite<LoanOutcome> & { also: Write[] }> {
  const { loan: _, obligation: __, ...rest } = before
  const record: KeptLoan = {
    ...rest,
    ...(folded.loan && { loan: folded.loan }),
    review: folded.review,
  }
  const former = before.memberId === undefined ? undefined : await findKeptRecord(deps, before.memberId)
  // While processing is restricted, nothing about the member changes, and nothing is taken back either.
  const isHeld = reason !== undefined && (holder !== undefined || former?.restrictedAt !== undefined)
  const tied = await tieReferral(deps, context, holder, record, isHeld)
  const changed = isHeld
    ? attachUncounted(tied.record, former, holder)
    : await countForHolder(deps, context, before, tied.record, former, holder)
  const act = await loanAct(deps, context, before, { ...withReferralOf(changed, tied), reason, awaited, folded })
  return { ...act, also: [...act.also, ...tied.writes], events: [...tied.events, ...(act.events ?? [])] }
}
