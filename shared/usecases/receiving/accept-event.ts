import { createHash } from 'node:crypto'
import type { ExternalId, PersonRef, StoredReceipt } from '../../data/receipts.ts'
import type { Deps } from '../../deps.ts'
import { parkObligation } from '../../domain/jobs/obligation.ts'
import { isLoanType, isOtherEvent } from '../../domain/loan/loan-event.ts'
import type { Partner } from '../../domain/partner/partner.ts'
import { type AppError, conflict, invalid } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { readEvent } from '../../domain/receipt/read-event.ts'
import { type Conflict, makeConflictId, makeReceiptId, type ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import { minifyJson } from '../../domain/signing/minify.ts'
import { tryAtOnce } from '../sweep.ts'
import { type ApplyReceiptDeps, makeReceiptHandler, type TellLoan } from './apply-receipt.ts'
import { type CallRecord, type DoorDeps, recordCall } from './door.ts'

export type AcceptDeps = DoorDeps &
  ApplyReceiptDeps &
  Pick<Deps, 'keyring' | 'passedOver' | 'pause' | 'random' | 'log'> & { tellLoan: TellLoan }

/** An event of a genuine call, before its content is read. */
export type ReceivedEvent = {
  body: Uint8Array
  signature: string
  timestamp: string
  /** The event's id (Standard Webhooks), or a number of the call (SNAP). */
  id: { webhookId?: string } | { external: Omit<ExternalId, 'partner'> }
  /** The answer to a received event, in the form of this endpoint. */
  answer: (receipt: string) => ReceiptAnswer
}

type ReadEvent = ReturnType<typeof readEvent>

/** The first try begins at once. If it is interrupted, the sweep tries a minute later. */
const firstSweepMs = 60_000
const firstTryMs = 5_000

/**
 * Receives an event: stores it, which fixes the answer, then tries to apply it. The answer does not depend on that try.
 * A known event gets the first answer. If the event's id, or an X-EXTERNAL-ID of the day, is known with other content,
 * this content is kept as a conflict for a person, and refused.
 */
export async function acceptEvent(
  deps: AcceptDeps,
  partner: Partner,
  sent: ReceivedEvent,
  record: CallRecord,
): Promise<ReceiptAnswer> {
  const read = readEvent(sent.body)
  const { event } = read
  record.eventId = event.id
  if ('webhookId' in sent.id && sent.id.webhookId !== undefined && sent.id.webhookId !== event.id)
    throw invalid('event_id_differs', {}, ['id'])
  const receiptParts = await makeReceipt(deps, partner, sent, read)
  const { receipt, obligation } = receiptParts
  const person = 'member' in event ? event.member : undefined
  const external = 'external' in sent.id ? { partner: partner.code, ...sent.id.external } : undefined
  try {
    await deps.commit(
      deps.receipts.add(receiptParts, person),
      ...(external ? [deps.receipts.claim(external, receipt.id)] : []),
      ...deps.passedOver.count(partner.code, read.passedOver, { id: event.id, at: receipt.receivedAt }),
    )
  } catch (error) {
    if (isLostRace(error, 'receipt'))
      return answerRepeat(deps, { ...receiptParts, ...read, body: sent.body }, person, record)
    if (!isLostRace(error, 'external_id') || !external) throw error
    const first = await deps.receipts.receiptByExternalId(external)
    if (first === undefined) throw error
    throw await keepConflict(deps, receiptParts, person, { receipt: first, why: 'external_id_reused' })
  }
  if (obligation.state === 'due') {
    const handler = makeReceiptHandler(deps, deps.tellLoan)
    const hasty = { ...handler, patience: { ...handler.patience, leaseMs: firstTryMs } }
    await tryAtOnce(deps, hasty, { key: deps.receipts.keyOf(receipt.id), obligation })
  }
  return receipt.answer
}

async function makeReceipt(
  { obligations, keyring, now }: AcceptDeps,
  { code: partner, isSandbox }: Partner,
  { signature, timestamp, answer }: ReceivedEvent,
  { text, event, content, passedOver }: ReadEvent,
): Promise<StoredReceipt> {
  const id = makeReceiptId(partner, event.id)
  const at = now()
  const obligationKey = { kind: 'receipt', owner: partner, id } as const
  const isLoan = !isOtherEvent(event) && event.type !== 'partner.test'
  const outcome = isLoan ? (isSandbox ? 'sandbox' : undefined) : isOtherEvent(event) ? 'passed_over' : 'test'
  // Words about an unknown person could not be deleted at that person's request later, so they are not kept.
  const isKept = isLoan || !isOtherEvent(event) || event.member !== undefined
  return {
    receipt: {
      ...{ id, partner, eventId: event.id, type: event.type },
      receivedAt: at.toISOString(),
      content: keyring.hash('content', hashText(content)),
      answer: withPassedOver(answer(id), passedOver),
      ...(outcome && { outcome }),
      ...(passedOver.length > 0 && { passedOver }),
    },
    words: { ...(isKept && { body: text }), signature, timestamp },
    obligation: isLoan
      ? await obligations.begin(obligationKey, new Date(at.getTime() + firstSweepMs).toISOString())
      : { ...obligationKey, state: 'discharged', attempts: 0, dischargedAt: at.toISOString() },
  }
}

const hashText = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Tells the partner what we do not know. SNAP's replies have no room for it. */
const withPassedOver = (answer: ReceiptAnswer, passedOver: string[]): ReceiptAnswer =>
  passedOver.length === 0 || !('receipt' in answer.body)
    ? answer
    : { ...answer, body: { ...answer.body, passedOver: passedOver.join(' ') } }

/** Answers a known event. The same content gets the first answer; other content is kept as a conflict. */
async function answerRepeat(
  deps: AcceptDeps,
  repeat: StoredReceipt & Pick<ReadEvent, 'content'> & { body: Uint8Array },
  person: PersonRef | undefined,
  record: CallRecord,
): Promise<ReceiptAnswer> {
  const first = await deps.receipts.get(repeat.receipt.id)
  if (!first) throw new Error('A receipt that is known cannot be read')
  // Older receipts hold the hash of the body without spaces.
  const isSame = [repeat.content, minifyJson(repeat.body)].some((content) =>
    deps.keyring.matches('content', hashText(content), first.receipt.content),
  )
  if (!isSame) throw await keepConflict(deps, repeat, person, { receipt: first.receipt.id, why: 'event_differs' })
  const { partner, type, answer } = first.receipt
  const isAboutLoan = isLoanType(type)
  await recordCall(deps, partner, record, { status: answer.status, reason: 'repeated' }, { isAboutLoan })
  return answer
}

/** Keeps an event that conflicts with a receipt, once, and parks it for a person. */
async function keepConflict(
  deps: AcceptDeps,
  { receipt: { partner, eventId, content }, words }: StoredReceipt,
  person: PersonRef | undefined,
  { receipt, why }: Pick<Conflict, 'receipt' | 'why'>,
): Promise<AppError> {
  const at = deps.now().toISOString()
  const id = makeConflictId(receipt, content)
  const obligationWrites = await deps.obligations.begin({ kind: 'conflict', owner: partner, id }, at)
  await deps.receipts.keepConflict(
    { id, partner, receipt, eventId, why, at },
    words,
    parkObligation(obligationWrites, why, deps.now()),
    person,
  )
  return conflict(why)
}
