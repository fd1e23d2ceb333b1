import * as z from 'zod'
import type { OwnQueue } from '../../data/obligations.ts'
import type { StoredReceipt } from '../../data/receipts.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { dayOf, subtractDays } from '../../domain/calendar.ts'
import { type ParkedObligation, replayObligation } from '../../domain/jobs/obligation.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { refuseIfRaceLost } from '../../domain/problems/lost-race.ts'
import type { PartnerCall } from '../../domain/receipt/call.ts'
import type { PassedOver } from '../../domain/receipt/passed-over.ts'
import { maskEvent, type ReceiptView } from '../../domain/receipt/payload.ts'
import type { ParkedReceipt } from '../../domain/receipt/receipt.ts'
import { type RefusedCalls, refusedDays } from '../../domain/receipt/refused-calls.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners, readPartner } from './partners.ts'

export type ReadReceiptDeps = Pick<Deps, 'partners' | 'frame' | 'obligations' | 'receipts' | 'partnerCalls' | 'now'>
export type ReceiptActDeps = ReadReceiptDeps & Pick<Deps, 'claims' | 'commit'>

export type Page = { after?: string | undefined; limit: number }
export type Paged<T> = { items: T[]; last?: string }

const readsAtOnce = 8

/** A partner's calls in the last 90 days, newest first, with their answers. */
export async function listCalls(
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<PartnerCall>> {
  await readPartner(deps, caller, code)
  return deps.partnerCalls.ofPartner(code, deps.now(), { before: page.after, limit: page.limit })
}

/** What a partner sends that we do not know: fields, and types of events, each with the number of events. */
export async function listPassedOver(
  deps: Pick<Deps, 'partners' | 'frame' | 'passedOver'>,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<PassedOver>> {
  await readPartner(deps, caller, code)
  return deps.passedOver.ofPartner(code, page)
}

/** How often calls under a partner's name were refused in the last days, by day and reason. */
export async function listRefusedCalls(
  deps: Pick<Deps, 'partners' | 'frame' | 'refusedCalls' | 'now'>,
  caller: Caller,
  code: string,
): Promise<RefusedCalls[]> {
  await readPartner(deps, caller, code)
  const since = dayOf(subtractDays(deps.now(), refusedDays - 1), deps.frame.programme.zone)
  return deps.refusedCalls.ofPartner(code, since)
}

/**
 * A page of what waits for a person in a partner's queue, the longest waiting first. `read` returns nothing for work
 * that no longer exists.
 */
export async function listParkedWork<T>(
  deps: ReadReceiptDeps,
  caller: Caller,
  queue: OwnQueue,
  page: Page,
  read: (parked: ParkedObligation) => Promise<T | undefined>,
): Promise<Paged<T>> {
  await readPartner(deps, caller, queue.owner)
  const { items, ...rest } = await deps.obligations.listParked(queue, page)
  const found = await mapAtOnce(items, readsAtOnce, ({ obligation }) => read(obligation))
  return { items: found.filter((each) => each !== undefined), ...rest }
}

/** A partner's receipts that could not be applied and wait for a person, the longest waiting first. */
export const listParkedReceipts = (
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<ParkedReceipt>> =>
  listParkedWork(deps, caller, { kind: 'receipt', owner: code }, page, async ({ id, parkedAt, reason }) => {
    const stored = await deps.receipts.get(id)
    if (!stored) return undefined
    const { eventId, type, receivedAt } = stored.receipt
    return { id, eventId, type, receivedAt, parkedAt, reason }
  })

/** A receipt of a partner. Throws `not_found` also for another partner's receipt. */
export async function findReceipt(
  { receipts }: Pick<Deps, 'receipts'>,
  code: string,
  id: string,
): Promise<StoredReceipt> {
  const stored = await receipts.get(id)
  if (stored?.receipt.partner !== code) throw notFound()
  return stored
}

/** A receipt with its event, without personal data. */
export async function readReceipt(
  deps: Pick<Deps, 'frame' | 'receipts'>,
  caller: Caller,
  code: string,
  id: string,
): Promise<ReceiptView> {
  permitPartners(deps, caller, 'partners.read')
  const { receipt, words, obligation } = await findReceipt(deps, code, id)
  const { partner, eventId, type, receivedAt, outcome, passedOver } = receipt
  return {
    ...{ id, partner, eventId, type, receivedAt },
    ...(outcome && { outcome }),
    ...(passedOver && { passedOver }),
    ...(obligation.state === 'parked' && { parkedAt: obligation.parkedAt, reason: obligation.reason }),
    ...(words.body !== undefined && { event: maskEvent(words.body) }),
  }
}

/** The result of asking for a replay. */
export const ReplayAnswer = z.object({ receipt: z.string(), dueAt: z.string() }).meta({ id: 'ReplayedReceipt' })

/** Makes a parked receipt due now, for the next sweep. An effect that it already had does not happen twice. */
export async function replayReceipt(
  deps: ReceiptActDeps,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
  id: string,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, ReplayAnswer, async (keepAnswer) => {
    const { obligation } = await findReceipt(deps, code, id)
    if (obligation.state !== 'parked') throw conflict('receipt_not_parked')
    const next = replayObligation(obligation, deps.now())
    const answer = { receipt: id, dueAt: next.dueAt }
    await deps
      .commit(keepAnswer(answer), deps.obligations.move({ key: deps.receipts.keyOf(id), obligation }, next))
      .catch(refuseIfRaceLost('lease', () => conflict('receipt_not_parked')))
    return answer
  })
}
