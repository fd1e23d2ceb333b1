import * as z from 'zod'
import { monthsToRecount } from '../../shared/domain/ledger/recount-rotation.ts'
import { RecountStep } from '../../shared/domain/ledger/recount-step.ts'
import type { Metrics } from '../../shared/metrics.ts'
import { currentMonth } from '../../shared/usecases/ledger/books.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { runRecountStep } from '../../shared/usecases/ledger/recount-steps.ts'
import { silentPartners } from '../../shared/usecases/partners/silent.ts'

/** An event of the full recount's state machine. The nightly schedule sends no step. */
const Stepping = z.object({ step: z.string() })

type NightDeps = RecountDeps & Parameters<typeof silentPartners>[0]

/** Runs a step of the full recount, or the nightly recount. */
export const recountHandler = (deps: NightDeps, metrics: Metrics) => async (event: unknown) =>
  Stepping.safeParse(event).success ? runRecountStep(deps, RecountStep.parse(event)) : nightlyRecount(deps, metrics)

/**
 * Recounts the open months, and the closed months whose last recount is the oldest. Measures how many counters differ and
 * how many partners are silent. Throws when a counter differs, so that the function's alarm goes off.
 */
export async function nightlyRecount(deps: NightDeps, metrics: Metrics): Promise<{ recounted: string[] }> {
  const books = await deps.ledger.get()
  if (!books) return { recounted: [] }
  const current = currentMonth(deps)
  const months = monthsToRecount(books, current, await deps.ledger.recounts())
  const differing = new Map<string, number>()
  for (const month of months) {
    const recount = await recountMonth(deps, month)
    if (recount.differing > 0) differing.set(month, recount.differing)
  }
  metrics({
    Differing: [...differing.values()].reduce((sum, count) => sum + count, 0),
    SilentPartners: (await silentPartners(deps)).length,
  })
  const named = [...differing.keys()]
  deps.log('info', 'Months were recounted', { months: months.join(' '), differing: named.join(' ') })
  if (named.length > 0) throw new Error(`Counters differ from entries in ${named.join(', ')}`)
  return { recounted: months }
}
