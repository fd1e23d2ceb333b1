import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Month, monthRange, nextMonth } from '../../domain/calendar.ts'
import type { Figures } from '../../domain/figures/figures.ts'
import type { KeptFigures } from '../../domain/figures/kept-figures.ts'
import type { Yardstick } from '../../domain/figures/yardstick.ts'
import { type BooksAt, currentMonth, readBooksAt } from '../ledger/books.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { readOnce } from '../read-once.ts'
import { authoriseFigures, computeFigures, type FigureDeps, type FigureQuery, readFigures } from './figures.ts'
import { listShards, monthsAtOnce } from './node-counters.ts'
import { readTodaysYardstick } from './yardstick.ts'

export type MonthFigureDeps = FigureDeps & Pick<Deps, 'keptFigures'>

/** The figures of a month and scope, for callers who may see that scope. */
export async function readMonthFigures(deps: MonthFigureDeps, caller: Caller, query: FigureQuery): Promise<Figures> {
  return (await readFiguresAsPosted(deps, caller, query))?.figures ?? computeFigures(deps, query)
}

/**
 * The figures of a month as posted, for callers who may see that scope. Undefined for the restated reading, for a month
 * outside the books, and while totals are missing because the month is being closed or was repaired.
 *
 * Every call reads the sources of the figures consistently: for a closed month only the books and its last recount, for an
 * open month also what it is measured against and what was posted since the last closing. If the sources have not changed,
 * the answer comes from memory.
 */
export async function readFiguresAsPosted(
  deps: MonthFigureDeps,
  caller: Caller,
  query: FigureQuery,
): Promise<KeptFigures | undefined> {
  authoriseFigures(deps, caller, query)
  const { month, area, agency, reading } = query
  const current = currentMonth(deps)
  if (reading !== 'as_posted' || month > current) return undefined
  const readers = makeOpenMonthReaders(deps, query)
  // The current month is always open, so its sources can be read together with the books.
  const [at] = await Promise.all([
    readBooksAt(deps, month),
    ...(month === current ? [readers.yardstick(month), readers.inMonth(month)] : []),
  ])
  const { books, status } = at
  const isClosed = month <= books.closedThrough
  if (month < books.firstMonth || books.remakeFrom !== undefined) return undefined
  if (isClosed !== (status?.yardstick !== undefined)) return undefined
  const yardstick = isClosed ? undefined : await readers.yardstick(month)
  const edition = isClosed ? nameClosedEdition(at) : await nameOpenEdition(at, month, yardstick, readers.inMonth)
  const key = JSON.stringify([month, area, agency])
  const keptFigures = deps.keptFigures.get(key, edition)
  if (keptFigures) return keptFigures
  const tallies = { ...deps.tallies, inMonth: readers.inMonth }
  const { figures } = await readFigures({ ...deps, tallies }, query, { at, measuredAs: yardstick })
  const json = JSON.stringify(figures)
  const newFigures = { figures, json, hash: hashText(json) }
  deps.keptFigures.keep(key, edition, newFigures, json.length)
  return newFigures
}

/** Makes readers of what a month posted in the shards of the area, and of its yardstick. They read each month once. */
function makeOpenMonthReaders(deps: FigureDeps, { area }: FigureQuery) {
  const shards = listShards(deps.frame, area)
  return {
    inMonth: readOnce((month: Month) => deps.tallies.inMonth(month, shards)),
    yardstick: readOnce((month: Month) => readTodaysYardstick(deps, month)),
  }
}

/** Names the state of a closed month: closing, repairing and recounting change it. */
const nameClosedEdition = ({ books, recount }: BooksAt): string => JSON.stringify([books.version, recount])

/** Names the state of an open month: everything that is posted, counted or set changes it. */
async function nameOpenEdition(
  { books, status, recount }: BooksAt,
  month: Month,
  yardstick: Yardstick | undefined,
  inMonth: (month: Month) => Promise<unknown>,
): Promise<string> {
  const posted = await mapAtOnce(monthRange(nextMonth(books.closedThrough), month), monthsAtOnce, inMonth)
  return hashText(JSON.stringify([books, status, recount, yardstick?.aims, yardstick?.partners, posted]))
}

const hashText = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
