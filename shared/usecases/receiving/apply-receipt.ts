import type { HeldObligation } from '../../data/obligations.ts'
import type { StoredReceipt } from '../../data/receipts.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type DueObligation, dischargeObligation } from '../../domain/jobs/obligation.ts'
import { AppliedEvent, type LoanEvent, readAnswer } from '../../domain/loan/loan-event.ts'
import type { ReceiptOutcome } from '../../domain/receipt/receipt.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { type AnswerDeps, takeAnswer } from '../referral/answer-referral.ts'
import type { Handler, TryOutcome } from '../sweep.ts'

/** Applies an event to a loan. Safe to repeat. Always writes `otherWrites`, in the transaction of the effect. */
export type TellLoan = (report: {
  partner: string
  isSandbox: boolean
  receiptId: string
  event: LoanEvent
  otherWrites: Write[]
}) => Promise<void>

export type ApplyReceiptDeps = AnswerDeps & Pick<Deps, 'receipts'>

/** Receipts are tried for about a day before they wait for a person. */
export const makeReceiptHandler = (deps: ApplyReceiptDeps, tellLoan: TellLoan): Handler => ({
  patience: { leaseMs: 30_000, firstWaitMs: 10_000, longestWaitMs: 7_200_000, mostTries: 20 },
  atOnce: 8,
  async carryOut(held) {
    const stored = await deps.receipts.get(held.obligation.id)
    if (!stored) return { outcome: 'hopeless', reason: 'not_found' }
    return applyReceipt(deps, tellLoan, held, stored)
  },
})

/**
 * Applies a receipt to its loan or referral, and discharges it in the same transaction. Empties the receipt's words if
 * they are about an erased person, because a partner may not know of the erasure.
 */
async function applyReceipt(
  deps: ApplyReceiptDeps,
  tellLoan: TellLoan,
  held: HeldObligation<DueObligation>,
  { receipt, words }: StoredReceipt,
): Promise<TryOutcome> {
  const { obligations, now, commit } = deps
  const discharge = (outcome: ReceiptOutcome, attributes = {}) =>
    obligations.move(held, dischargeObligation(held.obligation, now()), { outcome, ...attributes })
  if (words.body === undefined) {
    await commit(discharge('forgotten'))
    return { outcome: 'discharged' }
  }
  const event = AppliedEvent.parse(JSON.parse(words.body))
  const withoutWords = (await isErased(deps, event.member)) ? deps.receipts.withoutWords(receipt.id) : {}
  const isSandbox = receipt.outcome === 'sandbox'
  const { partner, id: receiptId } = receipt
  const otherWrites = [discharge(isSandbox ? 'sandbox' : 'applied', withoutWords)]
  if ('loan' in event) await tellLoan({ partner, isSandbox, receiptId, event, otherWrites })
  else if (isSandbox) await commit(...otherWrites)
  else await takeAnswer(deps, { ...readAnswer(event), partner, source: receiptId }, otherWrites)
  return { outcome: 'discharged' }
}

async function isErased(deps: Pick<Deps, 'members'>, member: LoanEvent['member']): Promise<boolean> {
  const id = 'number' in member ? member.number : await deps.members.idByNik(member.nik)
  return id !== undefined && (await findKeptRecord(deps, id))?.status === 'erased'
}
