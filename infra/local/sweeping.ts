import { sweepHandler } from '../../functions/sweep/handler.ts'
import type { Handlers, SweepDeps } from '../../shared/usecases/sweep.ts'

const usuallyEveryMs = 10_000

/** Sweeps by the clock, as the schedule of the deployment does, only sooner; never two at once. Metrics go nowhere. */
export function startSweeping(deps: SweepDeps, handlers: Handlers, everyMs = usuallyEveryMs) {
  const sweep = sweepHandler(deps, handlers, () => {})
  let isAtWork = false
  let isStopped = false
  const turn = async () => {
    if (isAtWork) return
    isAtWork = true
    try {
      await sweep()
    } catch (error) {
      // What breaks because it is being stopped is no news.
      if (!isStopped)
        deps.log('error', 'A sweep was cut off', { error: error instanceof Error ? error.name : 'unknown' })
    } finally {
      isAtWork = false
    }
  }
  const timer = setInterval(() => void turn(), everyMs)
  return {
    /** What is being tried at this moment may be cut off: it is tried again after the next start. */
    async stop() {
      isStopped = true
      clearInterval(timer)
    },
  }
}
