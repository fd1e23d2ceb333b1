import type { StoredConflict } from '../../data/receipts.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { refuseIfRaceLost } from '../../domain/problems/lost-race.ts'
import { listDifferences } from '../../domain/receipt/differences.ts'
import { type ConflictEvents, maskEvent } from '../../domain/receipt/payload.ts'
import { Conflict, type ConflictClosing, type ConflictView, type ReceivedWords } from '../../domain/receipt/receipt.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { permitPartners } from './partners.ts'
import { listParkedWork, type Page, type Paged, type ReadReceiptDeps, type ReceiptActDeps } from './receipts.ts'

const mostPlaces = 50

/** A partner's open conflicts, the oldest first: events that it sent under a known id with other content. */
export const listConflicts = (
  deps: ReadReceiptDeps,
  caller: Caller,
  code: string,
  page: Page,
): Promise<Paged<ConflictView>> =>
  listParkedWork(deps, caller, { kind: 'conflict', owner: code }, page, async ({ id }) => {
    const stored = await deps.receipts.conflict(id)
    return stored && viewConflict(stored, await readFirstWords(deps, stored))
  })

/** A conflict of a partner, and what the partner sent first. Throws `not_found` also for another partner's conflict. */
export async function findConflict(deps: Pick<Deps, 'receipts'>, code: string, id: string) {
  const stored = await deps.receipts.conflict(id)
  if (stored?.conflict.partner !== code) throw notFound()
  return { stored, first: await readFirstWords(deps, stored) }
}

/** What the partner sent first under the id of the conflict. */
const readFirstWords = async (
  { receipts }: Pick<Deps, 'receipts'>,
  { conflict: { receipt } }: StoredConflict,
): Promise<ReceivedWords | undefined> => (await receipts.get(receipt))?.words

function viewConflict({ conflict, words }: StoredConflict, first: ReceivedWords | undefined): ConflictView {
  const [before, after] = [first?.body, words.body]
  const isComparable = conflict.why === 'event_differs' && before !== undefined && after !== undefined
  return {
    ...conflict,
    differs: isComparable ? listDifferences(JSON.parse(before), JSON.parse(after), mostPlaces) : [],
  }
}

/** A conflict with both events, without personal data. */
export async function readConflict(
  deps: Pick<Deps, 'frame' | 'receipts'>,
  caller: Caller,
  code: string,
  id: string,
): Promise<ConflictEvents> {
  permitPartners(deps, caller, 'partners.read')
  const { stored, first } = await findConflict(deps, code, id)
  return {
    ...viewConflict(stored, first),
    ...(first?.body !== undefined && { first: maskEvent(first.body) }),
    ...(stored.words.body !== undefined && { refused: maskEvent(stored.words.body) }),
  }
}

/** Closes a conflict that somebody has looked at. The refused event stays refused. */
export async function closeConflict(
  deps: ReceiptActDeps,
  caller: Caller,
  request: IdempotentRequest,
  { code, id }: { code: string; id: string },
  { outcome }: ConflictClosing,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, Conflict, async (keepAnswer) => {
    const stored = await deps.receipts.conflict(id)
    if (stored?.conflict.partner !== code) throw notFound()
    const { key, obligation } = stored
    if (obligation.state !== 'parked') throw conflict('conflict_closed')
    const closure = { outcome, closedBy: caller.subject }
    const write = deps.obligations.move({ key, obligation }, dischargeObligation(obligation, deps.now()), closure)
    await deps
      .commit(keepAnswer(stored.conflict), write)
      .catch(refuseIfRaceLost('lease', () => conflict('conflict_closed')))
    return stored.conflict
  })
}
