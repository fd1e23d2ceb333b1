import { ConditionFailed } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { AppError, busy, conflict } from '../domain/app-error.ts'
import { type Month, monthOf, nextMonth, previousMonth } from '../domain/calendar.ts'
import { contributionsOf } from '../domain/contribution.ts'
import type { Counters } from '../domain/counter.ts'
import type { Caller } from '../domain/grant.ts'
import type { Difference, Ledger, Recount } from '../domain/month-status.ts'
import { emptyNode, nextNodes } from '../domain/node-counters.ts'
import { authorise } from '../domain/policy.ts'
import { Repair } from '../domain/repair.ts'
import { eachOf } from './each-of.ts'
import { booksOf, requireMonth } from './figures.ts'
import { type Claiming, once, type Request } from './once.ts'
import { saveTotals } from './totals.ts'

export type RecountDeps = Pick<
  Deps,
  'frame' | 'entries' | 'tallies' | 'totals' | 'ledger' | 'repairs' | 'commit' | 'now' | 'newId' | 'log' | 'pause'
>

export type RepairDeps = RecountDeps & Pick<Deps, 'claims'>

const cellsAtOnce = 8
const mostTries = 10
const mostListed = 100

/** Recounts a month for callers who may. */
export async function recountFor(deps: RecountDeps, caller: Caller, month: Month): Promise<Recount> {
  authorise(deps.frame.areas, caller, 'ledger.recount', { area: deps.frame.areas.root })
  requireMonth(month, await booksOf(deps), monthOf(deps.now(), deps.frame.programme.zone))
  return recountMonth(deps, month)
}

/**
 * Counts every cell of a month anew from its entries and compares: tallies, counters of late entries and, for a
 * closed month, the frozen totals. The result is kept with the month; a difference is logged as an error.
 */
export async function recountMonth(deps: RecountDeps, month: Month): Promise<Recount> {
  const { frame, ledger, log, now } = deps
  const cells = await eachOf(frame.areas.leaves, cellsAtOnce, (area) => recountCell(deps, month, area))
  const books = await booksOf(deps)
  const differences = [
    ...cells.flatMap((cell) => cell.differences),
    ...(month <= books.closedThrough ? await totalsDifferences(deps, month) : []),
  ]
  const before = await ledger.recountOf(month)
  const countedAt = now().toISOString()
  const agreedAt = differences.length === 0 ? countedAt : before?.agreedAt
  const recount: Recount = {
    month,
    countedAt,
    cells: cells.length,
    entries: cells.reduce((sum, cell) => sum + cell.entries, 0),
    ...(agreedAt && { agreedAt }),
    differences: differences.slice(0, mostListed),
    differing: differences.length,
  }
  await ledger.saveRecount(recount)
  for (const { area, counter, stored, counted } of recount.differences)
    log('error', 'A counter differs from its entries', { month, area, counter, stored, counted })
  return recount
}

type CellCount = {
  differences: Difference[]
  entries: number
  rev: number
  counted: ReturnType<typeof contributionsOf>
}

/** One cell: its entries against its tally and shifts, read again while the tally's revision moves. */
async function recountCell(
  { frame, entries, tallies, pause }: RecountDeps,
  month: Month,
  area: string,
): Promise<CellCount> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const before = await tallies.ofCell(month, area)
    const found = await entries.ofCell(month, area)
    const after = await tallies.ofCell(month, area)
    if (before.tally.rev === after.tally.rev) {
      const counted = contributionsOf(frame.names, found)
      const shifts = new Set([...counted.shifts, ...after.shifts].map(({ trueMonth }) => trueMonth))
      const differences = [
        ...compare(after.tally.counters, counted.tallies[0]?.counters ?? {}, { month, area }),
        ...[...shifts].flatMap((trueMonth) =>
          compare(
            after.shifts.find((shift) => shift.trueMonth === trueMonth)?.counters ?? {},
            counted.shifts.find((shift) => shift.trueMonth === trueMonth)?.counters ?? {},
            { month, area, trueMonth },
          ),
        ),
      ]
      return { differences, entries: found.length, rev: after.tally.rev, counted }
    }
    await pause(Math.random() * 50 * (attempt + 1))
  }
  throw busy('busy')
}

function compare(
  stored: Counters,
  counted: Counters,
  where: Pick<Difference, 'month' | 'area' | 'trueMonth'>,
): Difference[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(counted)])].flatMap((counter) => {
    const difference = { ...where, counter, stored: stored[counter] ?? 0, counted: counted[counter] ?? 0 }
    return difference.stored === difference.counted ? [] : [difference]
  })
}

/** The frozen totals of a closed month against those of the month before plus its tallies. */
async function totalsDifferences({ frame, totals, tallies }: RecountDeps, month: Month): Promise<Difference[]> {
  const [stored, before, posted] = await Promise.all([
    totals.all(month),
    totals.all(previousMonth(month)),
    tallies.inMonth(month),
  ])
  const base = new Map(before.map((node) => [node.area, node]))
  const start = frame.areas.nodes.map((area) => base.get(area) ?? emptyNode(area))
  const frozen = new Map(stored.map((node) => [node.area, node]))
  return nextNodes(frame, start, posted).flatMap((node) => {
    const { cumulative, inMonth, shifts } = frozen.get(node.area) ?? emptyNode(node.area)
    const where = { month, area: node.area }
    return [
      ...compare(cumulative, node.cumulative, where),
      ...compare(inMonth, node.inMonth, where),
      ...[...new Set([...Object.keys(shifts), ...Object.keys(node.shifts)])].flatMap((trueMonth) =>
        compare(shifts[trueMonth] ?? {}, node.shifts[trueMonth] ?? {}, { ...where, trueMonth }),
      ),
    ]
  })
}

/**
 * Sets a cell's counters to what its entries say, and logs both values in the same transaction. Entries are never
 * touched. The frozen totals of closed months that carry the difference are made anew. Throws `conflict` if the cell
 * agrees with its entries.
 */
export async function repairCell(
  deps: RepairDeps,
  caller: Caller,
  request: Request,
  { month, area, reason }: { month: Month; area: string; reason: string },
) {
  authorise(deps.frame.areas, caller, 'ledger.repair', { area: deps.frame.areas.root })
  if (!deps.frame.areas.leaves.includes(area))
    throw new AppError('invalid', [{ code: 'area_unknown', path: ['area'], params: { area } }])
  const books = await booksOf(deps)
  requireMonth(month, books, monthOf(deps.now(), deps.frame.programme.zone))
  return once(deps, caller, request, Repair, (claiming) =>
    repair(deps, books, (differences) => repairOf(deps, caller, reason, differences), { month, area, claiming }),
  )
}

type Making = (differences: Difference[]) => Repair

async function repair(
  deps: RepairDeps,
  books: Ledger,
  making: Making,
  { month, area, claiming }: { month: Month; area: string; claiming: Claiming<Repair> },
): Promise<Repair> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const { differences, rev, counted } = await recountCell(deps, month, area)
    const [first] = differences
    if (!first && month <= books.closedThrough) return repairTotals(deps, making, { month, area, claiming })
    if (!first) throw conflict('repair_not_needed')
    const made = making(differences)
    const { tally, shifts } = await deps.tallies.ofCell(month, area)
    const wanted = new Map(counted.shifts.map((shift) => [shift.trueMonth, shift.counters]))
    const stale = [...shifts, ...counted.shifts].filter(
      ({ trueMonth }, i, all) => all.findIndex((other) => other.trueMonth === trueMonth) === i,
    )
    try {
      await deps.commit(
        deps.tallies.repair({ ...tally, rev }, counted.tallies[0]?.counters ?? {}),
        ...stale.map((shift) => deps.tallies.repairShift(shift, wanted.get(shift.trueMonth) ?? {})),
        claiming(made),
        deps.repairs.add(made),
      )
    } catch (error) {
      if (error instanceof ConditionFailed) continue
      throw error
    }
    await remakeTotals(deps, month)
    logRepair(deps, made)
    return made
  }
  throw busy('busy')
}

/** The cell agrees, but the frozen totals above it may not. */
async function repairTotals(
  deps: RepairDeps,
  making: Making,
  { month, area, claiming }: { month: Month; area: string; claiming: Claiming<Repair> },
): Promise<Repair> {
  const differences = (await totalsDifferences(deps, month)).filter((difference) =>
    deps.frame.areas.isWithin(area, difference.area),
  )
  if (differences.length === 0) throw conflict('repair_not_needed')
  const made = making(differences.slice(0, mostListed))
  await deps.commit(claiming(made), deps.repairs.add(made))
  await remakeTotals(deps, month)
  logRepair(deps, made)
  return made
}

const repairOf = (deps: RecountDeps, caller: Caller, reason: string, differences: Difference[]): Repair => ({
  id: deps.newId('rep'),
  at: deps.now().toISOString(),
  by: caller.subject,
  reason,
  differences,
})

function logRepair({ log }: RecountDeps, { id, differences }: Repair): void {
  for (const { month, area, counter, stored, counted } of differences)
    log('warn', 'A counter was repaired', { repair: id, month, area, counter, stored, counted })
}

/** Makes the frozen totals anew from a month up to the last closed one. */
async function remakeTotals(deps: RecountDeps, from: Month): Promise<void> {
  const { closedThrough } = await booksOf(deps)
  for (let month = from; month <= closedThrough; month = nextMonth(month)) await saveTotals(deps, month)
}
