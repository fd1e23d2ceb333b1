import { type Month, monthOf, monthRange } from '../../shared/domain/calendar.ts'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import type { Difference } from '../../shared/domain/ledger/recount.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { readBooks } from '../../shared/usecases/ledger/books.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import type { TestDeps } from './test-deps.ts'

export const currentMonth = ({ now, frame }: Pick<TestDeps, 'now' | 'frame'>): Month =>
  monthOf(now(), frame.programme.zone)

/** Every month from the first to the current one. */
export async function monthsOf(deps: TestDeps): Promise<Month[]> {
  return monthRange((await readBooks(deps)).firstMonth, currentMonth(deps))
}

/** The differences that a recount of every month finds. */
export async function recountAll(deps: TestDeps): Promise<Difference[]> {
  const found: Difference[] = []
  for (const month of await monthsOf(deps)) found.push(...(await recountMonth(deps, month)).differences)
  return found
}

/** The figures of every month as posted, without the time of their last recount. */
export async function postedFigures(deps: TestDeps): Promise<Omit<Figures, 'recount'>[]> {
  const { root } = deps.frame.areas
  const all: Omit<Figures, 'recount'>[] = []
  for (const month of await monthsOf(deps)) {
    const { recount: _, ...figures } = await computeFigures(deps, { month, area: root, reading: 'as_posted' })
    all.push(figures)
  }
  return all
}
