import type { KeptLoan } from '../../data/loans.ts'
import type { NikState } from '../../data/members.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dayMs, type Instant } from '../../domain/calendar.ts'
import type { Obligation } from '../../domain/jobs/obligation.ts'
import type { LoanFold } from '../../domain/loan/loan.ts'
import type { ParkReason } from '../../domain/loan/loan-record.ts'
import { isGranted } from '../../domain/loan/loan-state.ts'
import type { Member } from '../../domain/member/member.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { LedgerWrite } from '../ledger/post.ts'
import type { ChangedLoan } from './loan-count.ts'
import { makeTwinWrites } from './loan-twins.ts'

/** The result for a loan. */
export type LoanOutcome =
  | { outcome: 'applied' | 'unchanged' | 'in_review' }
  /** The loan's member is unknown, or cannot be counted yet. The loan is tried again when that changes, and daily. */
  | { outcome: 'parked'; reason: ParkReason }
  /** The event has a future date, and is applied on that date. */
  | { outcome: 'waiting'; until: Instant }

/** Makes the writes of a processed loan, and sets when the loan is due again. */
export async function makeLoanWrite(
  deps: Pick<Deps, 'members' | 'loans' | 'obligations'>,
  context: ActContext,
  before: KeptLoan,
  {
    record: changed,
    members,
    entries,
    others,
    areMore = false,
    reason,
    awaitedNiks,
    fold,
  }: ChangedLoan & { reason: ParkReason | undefined; awaitedNiks: NikState[]; fold: LoanFold },
): Promise<LedgerWrite<LoanOutcome> & { otherWrites: Write[] }> {
  const at = context.now.toISOString()
  const { parked: _, reviewSince: __, ahead: ___, ...rest } = changed
  const needsPerson = changed.review.length > 0 || changed.stageProblems !== undefined
  const waitReason = reason ?? (changed.stageProblems && 'stage')
  const nextDueAt = [
    ...(areMore ? [at] : []),
    ...(fold.waitsUntil ? [fold.waitsUntil] : []),
    ...(waitReason ? [new Date(context.now.getTime() + dayMs).toISOString()] : []),
  ].toSorted()[0]
  const record: KeptLoan = {
    ...rest,
    version: before.version + 1,
    ...(reason && { parked: before.parked?.reason === reason ? before.parked : { since: at, reason } }),
    ...(fold.aheadUntil && { ahead: { since: before.ahead?.since ?? at, until: fold.aheadUntil } }),
    ...(needsPerson && { reviewSince: before.reviewSince ?? at }),
    ...(nextDueAt && { obligation: await makeLoanObligation(deps, changed, nextDueAt) }),
  }
  return {
    members,
    entries,
    otherWrites: [
      deps.loans.save(record),
      ...others.map((other) => deps.loans.save(nextVersion(other))),
      ...makeListWrites(deps, before, record),
      ...makeTwinWrites(deps, before, record, at),
      ...awaitedNiks.flatMap((nik) => (nik.waiting.includes(record.id) ? [] : deps.members.awaitNik(nik, record.id))),
    ],
    areLoansSettled: true,
    loans: [record, ...others],
    memberNews: findAnswerNews(before, record),
    events: listMatchEvents(before, record, members, at),
    answer: chooseOutcome(record, reason, needsPerson, fold),
  }
}

/** The events that tell subscribers about a loan whose member became known. */
function listMatchEvents(
  before: KeptLoan,
  { id, partner, memberId, isSandbox }: KeptLoan,
  members: Member[],
  time: Instant,
): NewOutgoingEvent[] {
  const member = members.find((each) => each.id === memberId)
  if (!member || member.id === before.memberId || isSandbox) return []
  const { area, agency } = member
  return [{ type: 'loan.matched', time, data: { member: member.id, loan: id, partner, area, agency } }]
}

/** The news for the member about a lender's answer, once the answer is final. */
function findAnswerNews(before: KeptLoan, { memberId, ...after }: KeptLoan): LedgerWrite<LoanOutcome>['memberNews'] {
  const answer = findAnswer(after)
  if (memberId === undefined || answer === undefined || answer === findAnswer(before)) return []
  return [{ memberId, news: { what: 'loan', answer } }]
}

/** A lender's answer. Undefined while the loan waits for its member or a decision. */
function findAnswer({ loan, parked, isSandbox }: KeptLoan | Omit<KeptLoan, 'memberId'>) {
  if (!loan || parked || isSandbox) return undefined
  if (isGranted(loan.state)) return 'approved'
  return loan.state === 'rejected' ? 'rejected' : undefined
}

export function chooseOutcome(
  record: KeptLoan,
  reason: ParkReason | undefined,
  needsPerson: boolean,
  { waitsUntil }: LoanFold,
): LoanOutcome {
  if (reason) return { outcome: 'parked', reason }
  if (needsPerson) return { outcome: 'in_review' }
  if (!record.loan && waitsUntil) return { outcome: 'waiting', until: waitsUntil }
  return { outcome: 'applied' }
}

export const makeLoanObligation = (
  { obligations }: Pick<Deps, 'obligations'>,
  { partner, id }: KeptLoan,
  at: Instant,
): Promise<Obligation> => obligations.begin({ kind: 'loan', owner: partner, id }, at)

/** The writes that put a loan into the lists of unsettled loans, or take it out. */
function makeListWrites({ loans }: Pick<Deps, 'loans'>, before: KeptLoan, after: KeptLoan): Write[] {
  const { partner, id } = after
  const moves = [
    ['parked', before.parked?.since, after.parked?.since],
    ['review', before.reviewSince, after.reviewSince],
    ['ahead', before.ahead?.since, after.ahead?.since],
  ] as const
  return moves.flatMap(([list, old, now]) =>
    old === now
      ? []
      : [
          ...(old === undefined ? [] : [loans.unlist(list, { partner, id, since: old })]),
          ...(now === undefined ? [] : [loans.list(list, { partner, id, since: now })]),
        ],
  )
}
