import * as z from 'zod'
import { chooseMonths } from '../../shared/domain/ledger/recount-rotation.ts'
import { RecountStep } from '../../shared/domain/ledger/recount-step.ts'
import type { Metrics } from '../../shared/metrics.ts'
import { currentMonth } from '../../shared/usecases/ledger/books.ts'
import { type RecountDeps, recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { runRecountStep } from '../../shared/usecases/ledger/recount-steps.ts'
import { type WatchPartnersDeps, watchPartners } from '../../shared/usecases/partners/watch-partners.ts'
import { type CheckTrailDeps, checkTrail } from '../../shared/usecases/trail/check-trail.ts'
import { type SealDeps, sealTrail } from '../../shared/usecases/trail/seal-trail.ts'

/** An event of the full recount's state machine. The nightly schedule sends no step. */
const StepEvent = z.object({ step: z.string() })

type NightDeps = RecountDeps & SealDeps & CheckTrailDeps & WatchPartnersDeps

/** The most events of the trail to check in one night, which takes some minutes. The next night goes on from there. */
const trailEventsPerNight = 50_000

/** Runs a step of the full recount, or the nightly recount. */
export const recountHandler = (deps: NightDeps, metrics: Metrics) => async (event: unknown) =>
  StepEvent.safeParse(event).success ? runRecountStep(deps, RecountStep.parse(event)) : nightlyRecount(deps, metrics)

/**
 * The results of a night: the months that were recounted, the last day through which the trail is sealed, and the hash
 * of the last day that has events.
 */
type NightResults = { recounted: string[]; trail?: { through: string; hash?: string | undefined } }

/**
 * Recounts the open months, and those closed months that have waited longest for a recount. Seals the days of the trail
 * that have ended, and checks some days that were sealed before. Measures how many counters differ, how many events of
 * the trail differ from their seals, and how many partners need attention. Throws if anything differs, so that the
 * function's alarm goes off.
 */
export async function nightlyRecount(deps: NightDeps, metrics: Metrics): Promise<NightResults> {
  const books = await deps.ledger.get()
  if (!books) return { recounted: [] }
  const current = currentMonth(deps)
  const months = chooseMonths(books, current, await deps.ledger.recounts())
  const differencesByMonth = new Map<string, number>()
  for (const month of months) {
    const recount = await recountMonth(deps, month)
    if (recount.differing > 0) differencesByMonth.set(month, recount.differing)
  }
  const head = await sealTrail(deps)
  const { faulty } = await checkTrail(deps, { mostEvents: trailEventsPerNight })
  metrics({
    Differing: [...differencesByMonth.values()].reduce((sum, count) => sum + count, 0),
    TrailFaults: faulty,
    TroubledPartners: (await watchPartners(deps)).length,
  })
  const differingMonths = [...differencesByMonth.keys()]
  deps.log('info', 'Months were recounted', { months: months.join(' '), differing: differingMonths.join(' ') })
  // The log is not in the table, so somebody who rewrites the trail in the table cannot rewrite it here.
  if (head) deps.log('info', 'The trail is sealed', { through: head.through, hash: head.hash ?? '' })
  if (differingMonths.length > 0) throw new Error(`Counters differ from entries in ${differingMonths.join(', ')}`)
  if (faulty > 0) throw new Error(`The trail is not as it was sealed: ${faulty} faults`)
  return { recounted: months, ...(head && { trail: { through: head.through, hash: head.hash } }) }
}
