import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, permit } from '../../domain/access/policy.ts'
import { type Month, monthRange } from '../../domain/calendar.ts'
import type { MonthStatus } from '../../domain/ledger/month-status.ts'
import type { Repair } from '../../domain/ledger/repair.ts'
import { currentMonth, readBooks, requireMonth } from './books.ts'

type MonthDeps = Pick<Deps, 'ledger' | 'frame' | 'now'>

/**
 * Whether a caller may see recounts. A recount covers every area, so the caller must be allowed to see the figures of
 * the whole programme.
 */
const maySeeRecounts = ({ frame }: Pick<Deps, 'frame'>, caller: Caller): boolean =>
  can(frame.areas, caller, 'figures.read', { area: frame.areas.root })

/** Every month from the first to the current one, oldest first. */
export async function listMonths(deps: MonthDeps, caller: Caller): Promise<MonthStatus[]> {
  permit(caller, 'months.read')
  const { ledger } = deps
  const [{ firstMonth }, monthStatuses, recounts] = await Promise.all([
    readBooks(deps),
    ledger.months(),
    ledger.recounts(),
  ])
  const statusByMonth = new Map(monthStatuses.map((status) => [status.month, status]))
  const visible = maySeeRecounts(deps, caller) ? recounts : []
  const recountByMonth = new Map(visible.map((recount) => [recount.month, recount]))
  return monthRange(firstMonth, currentMonth(deps)).map((month) => {
    const recount = recountByMonth.get(month)
    return { ...(statusByMonth.get(month) ?? makeOpenMonth(month)), ...(recount && { recount }) }
  })
}

/**
 * A month of the books, with its last recount for callers who may see it. Throws `invalid` for a month outside the
 * books.
 */
export async function readMonth(deps: MonthDeps, caller: Caller, month: Month): Promise<MonthStatus> {
  permit(caller, 'months.read')
  requireMonth(deps, await readBooks(deps), month)
  const [monthStatus = makeOpenMonth(month), recount] = await Promise.all([
    deps.ledger.month(month),
    deps.ledger.lastRecount(month),
  ])
  return { ...monthStatus, ...(recount && maySeeRecounts(deps, caller) && { recount }) }
}

/**
 * The progress of closing: the months under way, and how many cells of the month that is now being closed are closed.
 */
export type ClosingProgress = { months: MonthStatus[]; cells: number; closedCells: number; lastClosed: Month }

/** Reads the progress of closing. A month is under way until it is issued, or held because its recount differs. */
export async function readClosingProgress(
  deps: MonthDeps & Pick<Deps, 'tallies'>,
  caller: Caller,
): Promise<ClosingProgress> {
  authorise(deps.frame.areas, caller, 'months.close', { area: deps.frame.areas.root })
  const [{ closedThrough }, months] = await Promise.all([readBooks(deps), listMonths(deps, caller)])
  const underWay = months.filter(({ status, issues, recount }) =>
    status === 'closed' ? issues === 0 && (recount?.differing ?? 0) === 0 : status === 'closing',
  )
  const closing = underWay.find(({ status }) => status === 'closing')
  const { tallies } = closing ? await deps.tallies.inMonth(closing.month) : { tallies: [] }
  const closedCells = tallies.filter(({ closed }) => closed).length
  return { months: underWay, cells: deps.frame.areas.leaves.length, closedCells, lastClosed: closedThrough }
}

const makeOpenMonth = (month: Month): MonthStatus => ({ month, status: 'open', issues: 0 })

/** The log of repairs, oldest first. */
export async function listRepairs(
  { repairs, frame }: Pick<Deps, 'repairs' | 'frame'>,
  caller: Caller,
): Promise<Repair[]> {
  authorise(frame.areas, caller, 'ledger.repair', { area: frame.areas.root })
  return repairs.all()
}
