import { sweepHandler } from '../../functions/sweep/handler.ts'
import type { Handlers, SweepDeps } from '../../shared/usecases/sweep.ts'

const defaultIntervalMs = 10_000

/** Sweeps at an interval, more often than a deployment does, and never twice at once. Metrics are dropped. */
export function startSweeping(deps: SweepDeps, handlers: Handlers, intervalMs = defaultIntervalMs) {
  const sweep = sweepHandler(deps, handlers, () => {})
  let isSweeping = false
  let isStopped = false
  const sweepOnce = async () => {
    if (isSweeping) return
    isSweeping = true
    try {
      await sweep()
    } catch (error) {
      // A sweep that fails because it is stopped needs no log line.
      if (!isStopped)
        deps.log('error', 'A sweep was cut off', { error: error instanceof Error ? error.name : 'unknown' })
    } finally {
      isSweeping = false
    }
  }
  const timer = setInterval(() => void sweepOnce(), intervalMs)
  return {
    /** Stops sweeping. If this interrupts a sweep, the next start repeats its work. */
    async stop() {
      isStopped = true
      clearInterval(timer)
    },
  }
}
