import * as z from 'zod'
import type { StoredConflict } from '../../data/receipts.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { dischargeObligation, replayObligation } from '../../domain/jobs/obligation.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { refuseIfMoved } from '../../domain/problems/moved.ts'
import type { PartnerCall } from '../../domain/receipt/call.ts'
import { listDifferences } from '../../domain/receipt/differences.ts'
import type { PassedOver } from '../../domain/receipt/passed-over.ts'
import { Conflict, type ConflictClosing, type ConflictView, type ParkedReceipt } from '../../domain/receipt/receipt.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners, readSigner } from './partners.ts'

type ReadReceiptDeps = Pick<Deps, 'partners' | 'frame' | 'obligations' | 'receipts' | 'partnerCalls' | 'now'>
type ActDeps = ReadReceiptDeps & Pick<Deps, 'claims' | 'commit'>

type Page = { after?: string | undefined; limit: number }
type Paged<T> = { items: T[]; last?: string }

const readsAtOnce = 8
const mostPlaces = 50

/** A partner's calls in the last 90 days, newest first, with their answers. */
export async function listCalls(
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<PartnerCall>> {
  permitPartners(deps, caller, 'partners.read')
  await readSigner(deps, code)
  return deps.partnerCalls.ofPartner(code, deps.now(), { before: page.after, limit: page.limit })
}

/** What a partner sends that we do not know, and in how many events: fields, and types of events. */
export async function listPassedOver(
  deps: Pick<Deps, 'partners' | 'frame' | 'passedOver'>,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<PassedOver>> {
  permitPartners(deps, caller, 'partners.read')
  await readSigner(deps, code)
  return deps.passedOver.ofPartner(code, page)
}

/** A partner's receipts that could not be applied and wait for a person, the longest first. */
export async function parkedReceipts(
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<ParkedReceipt>> {
  permitPartners(deps, caller, 'partners.read')
  await readSigner(deps, code)
  const { items, ...rest } = await deps.obligations.listParked({ kind: 'receipt', owner: code }, page)
  const read = await mapAtOnce(items, readsAtOnce, async ({ obligation: { id, parkedAt, reason } }) => {
    const stored = await deps.receipts.get(id)
    if (!stored) return []
    const { eventId, type, receivedAt } = stored.receipt
    return [{ id, eventId, type, receivedAt, parkedAt, reason }]
  })
  return { items: read.flat(), ...rest }
}

/** What asking for a replay did. */
export const Replayed = z.object({ receipt: z.string(), dueAt: z.string() }).meta({ id: 'ReplayedReceipt' })

/** Makes a parked receipt due now; the next sweep takes it. An effect that it already had does not happen twice. */
export async function replayReceipt(
  deps: ActDeps,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
  id: string,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, Replayed, async (claim) => {
    const stored = await deps.receipts.get(id)
    if (stored?.receipt.partner !== code) throw notFound()
    if (stored.obligation.state !== 'parked') throw conflict('receipt_not_parked')
    const held = { key: deps.receipts.keyOf(id), obligation: stored.obligation }
    const next = replayObligation(stored.obligation, deps.now())
    const answer = { receipt: id, dueAt: next.dueAt }
    await deps
      .commit(claim(answer), deps.obligations.move(held, next))
      .catch(refuseIfMoved('lease', () => conflict('receipt_not_parked')))
    return answer
  })
}

/** Events that a partner sent with the id of other content and that nobody has looked at, the oldest first. */
export async function listConflicts(
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<ConflictView>> {
  permitPartners(deps, caller, 'partners.read')
  await readSigner(deps, code)
  const { items, ...rest } = await deps.obligations.listParked({ kind: 'conflict', owner: code }, page)
  const read = await mapAtOnce(items, readsAtOnce, async ({ obligation }) => {
    const stored = await deps.receipts.conflict(obligation.id)
    return stored ? [await conflictView(deps, stored)] : []
  })
  return { items: read.flat(), ...rest }
}

async function conflictView({ receipts }: ReadReceiptDeps, { conflict, words }: StoredConflict): Promise<ConflictView> {
  const first = conflict.why === 'event_differs' ? await receipts.get(conflict.receipt) : undefined
  const [before, after] = [first?.words.body, words.body]
  const isKnown = before !== undefined && after !== undefined
  return { ...conflict, differs: isKnown ? listDifferences(JSON.parse(before), JSON.parse(after), mostPlaces) : [] }
}

/** Closes a conflict that somebody has looked at. The refused event stays refused. */
export async function closeConflict(
  deps: ActDeps,
  caller: Caller,
  request: IdempotentRequest,
  { code, id }: { code: string; id: string },
  { outcome }: ConflictClosing,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, Conflict, async (claim) => {
    const stored = await deps.receipts.conflict(id)
    if (stored?.conflict.partner !== code) throw notFound()
    const { key, obligation } = stored
    if (obligation.state !== 'parked') throw conflict('conflict_closed')
    const closed = { outcome, closedBy: caller.subject }
    const write = deps.obligations.move({ key, obligation }, dischargeObligation(obligation, deps.now()), closed)
    await deps.commit(claim(stored.conflict), write).catch(refuseIfMoved('lease', () => conflict('conflict_closed')))
    return stored.conflict
  })
}
