import * as z from 'zod'
import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { LoanView, stageDecision } from '../../domain/loan/loan-view.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { plainText } from '../../domain/values/text.ts'
import { post } from '../ledger/post.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners } from '../partners/partners.ts'
import type { ApplyLoanDeps } from './apply-loan-event.ts'
import type { LoanNews } from './loan-news.ts'
import type { LoanOutcome } from './loan-writes.ts'
import { settleLoan } from './settle-loan.ts'

/** A person's decision about a loan under review. */
export const LoanDecision = z
  .strictObject({
    eventId: z
      .string()
      .max(64)
      .optional()
      .describe('The event to decide; without one, the stage that the loan would attain'),
    outcome: z
      .enum(['released', 'rejected'])
      .describe('Released: the event counts. Rejected: it changes nothing, or the loan does not attain the stage'),
    reason: plainText(500),
  })
  .meta({ id: 'LoanDecision' })
export type LoanDecision = z.infer<typeof LoanDecision>

/** The result for a loan, without personal data. */
export const LoanAnswer = z
  .object({ loan: LoanView.pick({ id: true, state: true, memberId: true }), outcome: z.string() })
  .meta({ id: 'LoanAnswer' })
export type LoanAnswer = z.infer<typeof LoanAnswer>

type DecideDeps = ApplyLoanDeps & Pick<Deps, 'claims' | 'trail'>

/** Decides an open question of a loan, once, in the transaction of its effect. Throws `conflict` if it is not open. */
export async function decideLoan(
  deps: DecideDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  { eventId, outcome, reason }: LoanDecision,
) {
  permitPartners(deps, caller, 'partners.write')
  const about = eventId ?? stageDecision
  return settleOnce(deps, caller, request, id, { decision: { about, outcome, by: caller.subject } }, reason)
}

/** Processes a loan again now, once, as if its member had just appeared. */
export async function replayLoan(deps: DecideDeps, caller: Caller, request: IdempotentRequest, id: string) {
  permitPartners(deps, caller, 'partners.write')
  return settleOnce(deps, caller, request, id, {})
}

function settleOnce(
  deps: DecideDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  news: LoanNews,
  reason?: string,
) {
  return once(deps, caller, request, LoanAnswer, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context) => {
      const [record] = await deps.loans.getMany([id])
      if (!record) throw notFound()
      const { decision } = news
      if (decision && !mayDecide(record, decision.about)) throw conflict('review_settled')
      const { partner, number, memberId } = record
      const act = await settleLoan(deps, context, { partner, number }, news)
      const answer = makeLoanAnswer(record, act.answer)
      const traces =
        memberId !== undefined && reason !== undefined
          ? [trace(deps, context, { memberId, act: 'loan_decided', other: id, reason })]
          : []
      return { ...act, otherWrites: [keepAnswer(answer), ...act.otherWrites, ...traces], answer }
    }),
  )
}

/**
 * Whether a decision is possible. A person can always decide that a loan does not attain the stage, and withdraw that
 * decision.
 */
const mayDecide = ({ review }: { review: { eventId: string }[] }, about: string): boolean =>
  about === stageDecision || review.some(({ eventId }) => eventId === about)

const makeLoanAnswer = ({ id, loan, memberId }: KeptLoan, { outcome }: LoanOutcome): LoanAnswer => ({
  loan: { id, ...(loan && { state: loan.state }), ...(memberId !== undefined && { memberId }) },
  outcome,
})
