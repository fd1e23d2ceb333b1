import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { ClosedFigures } from '../../domain/figures/closed-figures.ts'
import type { Figures } from '../../domain/figures/figures.ts'
import { currentMonth, readBooksAt } from '../ledger/books.ts'
import { authoriseFigures, computeFigures, type FigureDeps, type FigureQuery } from './figures.ts'

export type MonthFigureDeps = FigureDeps & Pick<Deps, 'closedFigures'>

/** The figures of a month and scope, for callers who may see that scope. */
export async function monthFigures(deps: MonthFigureDeps, caller: Caller, query: FigureQuery): Promise<Figures> {
  return (await closedFigures(deps, caller, query))?.figures ?? computeFigures(deps, query)
}

/**
 * The figures of a closed month as posted, for callers who may see that scope; undefined for others. If a question
 * repeats, one consistent read shows whether the answer in memory is still right, because every closing, repair and
 * recount changes what is read.
 */
export async function closedFigures(
  deps: MonthFigureDeps,
  caller: Caller,
  query: FigureQuery,
): Promise<ClosedFigures | undefined> {
  authoriseFigures(deps, caller, query)
  const { month, area, agency, reading } = query
  if (reading !== 'as_posted' || month >= currentMonth(deps)) return undefined
  const { books, status, recount } = await readBooksAt(deps, month)
  const isFixed = status?.yardstick !== undefined && month <= books.closedThrough && books.remakeFrom === undefined
  if (!isFixed) return undefined
  const key = JSON.stringify([month, area, agency])
  const edition = JSON.stringify([books.version, recount])
  const known = deps.closedFigures.get(key, edition)
  if (known) return known
  const figures = await computeFigures(deps, query)
  const json = JSON.stringify(figures)
  const made = { figures, json, hash: createHash('sha256').update(json).digest('base64url').slice(0, 22) }
  deps.closedFigures.keep(key, edition, made, json.length)
  return made
}
