import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { LoanReview } from '../../domain/loan/loan.ts'
import { loanKey, type ParkReason } from '../../domain/loan/loan-record.ts'
import type { LoanState } from '../../domain/loan/loan-state.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { makeReceiptId, type ReceiptOutcome } from '../../domain/receipt/receipt.ts'

/**
 * The result so far of a partner's event, and of its loan. It reveals nothing about the member that the partner did not
 * report.
 */
export type EventOutcome = {
  eventId: string
  type: string
  receivedAt: string
  outcome: ReceiptOutcome | 'waiting'
  passedOver?: string[]
  loan?: {
    number: string
    state?: LoanState
    /** Why the loan waits for its member. */
    parked?: ParkReason
    /** Until when the loan waits, because an event is dated ahead of our clock, or a date has not come. */
    waitsUntil?: string
    /** Events that wait for a person. */
    review: LoanReview[]
    /** Why the loan does not attain the stage. Only in a sandbox. */
    stageProblems?: string[]
  }
}

const Numbered = z.object({ loan: z.object({ number: z.string() }) })

/** Reads the result of an event for the partner that sent it. Throws `not_found`. */
export async function readOutcome(
  deps: Pick<Deps, 'receipts' | 'loans'>,
  partner: string,
  event: string,
): Promise<EventOutcome> {
  const stored = await deps.receipts.get(makeReceiptId(partner, event))
  if (!stored) throw notFound()
  const { receipt, words, obligation } = stored
  const { eventId, type, receivedAt, passedOver } = receipt
  const isDone = obligation.state === 'discharged'
  const sentEvent = words.body === undefined ? undefined : Numbered.safeParse(JSON.parse(words.body)).data
  const loan = sentEvent && (await readLoan(deps, partner, sentEvent.loan.number))
  return {
    ...{ eventId, type, receivedAt },
    outcome: (isDone && receipt.outcome) || 'waiting',
    ...(passedOver && { passedOver }),
    ...(loan && { loan }),
  }
}

async function readLoan(
  { loans }: Pick<Deps, 'loans'>,
  partner: string,
  number: string,
): Promise<EventOutcome['loan'] | undefined> {
  const [record] = await loans.getMany([loanKey({ partner, number })])
  if (!record) return undefined
  const { loan, parked, obligation, review, stageProblems, isSandbox } = record
  const waitsUntil = !parked && obligation?.state === 'due' ? obligation.dueAt : undefined
  return {
    number,
    ...(loan && { state: loan.state }),
    ...(parked && { parked: parked.reason }),
    ...(waitsUntil !== undefined && { waitsUntil }),
    review,
    ...(isSandbox && stageProblems && { stageProblems }),
  }
}
