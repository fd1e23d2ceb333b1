import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { Month, nextMonth, previousMonth } from '../../domain/calendar.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import { busy, type Problem } from '../../domain/problems/app-error.ts'
import { ignoreIfRaceLost } from '../../domain/problems/lost-race.ts'
import { ProblemView, viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { readYardstickToFreeze } from '../figures/yardstick.ts'
import { currentMonth, readBooks } from '../ledger/books.ts'
import { closeCells } from '../ledger/close-cells.ts'
import { type RecountDeps, recountMonth } from '../ledger/recount.ts'
import { saveTotals, settleTotals } from '../ledger/totals.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { makeEventWrites } from '../subscribers/event-writes.ts'
import { type SealDeps, sealTrail } from '../trail/seal-trail.ts'
import { type IssueDeps, issueFirst } from './issues.ts'

export type CloseDeps = RecountDeps &
  IssueDeps &
  SealDeps &
  Pick<Deps, 'frame' | 'ledger' | 'tallies' | 'totals' | 'commit' | 'now'>

/** The result of a run of closing. */
export const Closing = z
  .object({
    closed: z.array(Month),
    issued: z.array(Month),
    held: z.array(Month).describe('Closed but not issued: a recount differs'),
    notClosed: ProblemView.optional().describe('Why no month was closed, or not all that were asked for'),
  })
  .meta({ id: 'Closing' })
export type Closing = z.infer<typeof Closing>

/** Closes months for a caller. `through` names the last month to close. */
export async function closeFor(deps: CloseDeps, caller: Caller, request: IdempotentRequest, through?: Month) {
  authorise(deps.frame.areas, caller, 'months.close', { area: deps.frame.areas.root })
  return once(deps, caller, request, Closing, async (keepAnswer) => {
    const closing = await closeMonths(deps, caller.subject, through)
    const reason = explainNotClosed(deps, closing, through)
    const answer = { ...closing, ...(reason && { notClosed: viewProblem(reason) }) }
    await deps.commit(keepAnswer(answer))
    return answer
  })
}

/**
 * Closes every ended month that is still open, in order, and issues each month without an issue. Each step can be
 * interrupted and run again, by several at once. A month closes only when all its cells are closed, together with its
 * yardstick. It is issued only if a recount agrees.
 */
export async function closeMonths(deps: CloseDeps, actor: string, through?: Month): Promise<Closing> {
  const lastEnded = previousMonth(currentMonth(deps))
  const last = through !== undefined && through < lastEnded ? through : lastEnded
  const closed: Month[] = []
  let books = await settleTotals(deps)
  while (books.closedThrough < last) {
    const month = nextMonth(books.closedThrough)
    await closeMonth(deps, actor, month)
    books = await readBooks(deps)
    if (books.closedThrough >= month) closed.push(month)
  }
  await sealTrail(deps)
  return { closed, ...(await issueClosedMonths(deps, actor)) }
}

/** Says why nothing was closed, or why the requested month is still open. */
function explainNotClosed(
  deps: Pick<Deps, 'frame' | 'now'>,
  { closed }: Closing,
  through?: Month,
): Problem | undefined {
  if (through === undefined && closed.length > 0) return undefined
  const current = currentMonth(deps)
  const month = through ?? current
  if (month >= current) return { code: 'month_not_ended', params: { month, from: `${nextMonth(month)}-01` } }
  return closed.length === 0 ? { code: 'month_closed_before', params: { month } } : undefined
}

async function closeMonth(deps: CloseDeps, actor: string, month: Month): Promise<void> {
  const { ledger, tallies, frame, now, commit } = deps
  await ledger.beginClosing(month, now().toISOString())
  const { tallies: cellTallies } = await tallies.inMonth(month)
  const closedAreas = new Set(cellTallies.filter((tally) => tally.closed).map(({ area }) => area))
  const openAreas = frame.areas.leaves.filter((area) => !closedAreas.has(area))
  await closeCells(deps, month, openAreas)
  await saveTotals(deps, month)
  const time = now().toISOString()
  const books = await readBooks(deps)
  if (books.closedThrough >= month) return
  if (books.areas !== frame.areas.fingerprint) throw busy('areas_changed')
  const { hash: yardstick, write } = deps.yardsticks.add(await readYardstickToFreeze(deps, month))
  await commit(
    ledger.save({ ...nextVersion(books), closedThrough: month }),
    ledger.closeMonth(month, { closedAt: time, closedBy: actor, yardstick }),
    write,
    ...(await makeEventWrites(deps, books, [{ type: 'month.closed', time, data: { month } }])),
  ).catch(ignoreIfRaceLost('ledger'))
}

/** Issues the closed months without an issue, in order. Stops at the first whose recount differs. */
async function issueClosedMonths(deps: CloseDeps, actor: string): Promise<Pick<Closing, 'issued' | 'held'>> {
  const waitingMonths = (await deps.ledger.months()).filter(({ status, issues }) => status === 'closed' && issues === 0)
  const issued: Month[] = []
  for (const { month } of waitingMonths) {
    if (!(await issueIfAgreed(deps, actor, month)))
      return { issued, held: waitingMonths.slice(issued.length).map((status) => status.month) }
    issued.push(month)
  }
  return { issued, held: [] }
}

/** Issues a month if its recount agrees, on totals that no repair has changed since. Returns whether it agrees. */
async function issueIfAgreed(deps: CloseDeps, actor: string, month: Month): Promise<boolean> {
  return retryRaces(deps, ['issue', 'ledger'], async () => {
    const books = await settleTotals(deps)
    const { differing } = await recountMonth(deps, month)
    if (differing > 0) return false
    await issueFirst(deps, actor, month, books)
    return true
  })
}
