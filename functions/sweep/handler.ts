import type { Metrics } from '../../shared/metrics.ts'
import { type Handlers, type SweepDeps, type SweptQueue, sweep } from '../../shared/usecases/sweep.ts'

/**
 * Carries out the due obligations. Measures the results in total, for the alarms, and for each line that has any. Throws
 * when a line was cut off, so that the function's alarm goes off.
 */
export const sweepHandler =
  (deps: SweepDeps, handlers: Handlers, metrics: Metrics) => async (): Promise<{ handled: number; failed: number }> => {
    const lines = await sweep(deps, handlers)
    for (const line of lines) {
      const { kind, owner } = line
      if (Object.values(totalLines([line])).some((value) => value > 0)) metrics(totalLines([line]), { kind, owner })
    }
    const all = totalLines(lines)
    metrics(all)
    const { Handled: handled, Failed: failed, Parked: parked } = all
    if (handled + failed > 0) deps.log('info', 'Obligations were swept', { handled, failed, parked })
    const cutOff = lines.filter(({ isCutOff }) => isCutOff).map(({ kind, owner }) => `${kind} of ${owner}`)
    if (cutOff.length > 0) throw new Error(`Not gone through: ${cutOff.join(', ')}`)
    return { handled, failed }
  }

const sum = (values: number[]) => values.reduce((sum, value) => sum + value, 0)

const totalLines = (lines: SweptQueue[]) => ({
  OldestOverdue: Math.max(0, ...lines.map(({ overdueSeconds }) => overdueSeconds)),
  Parked: sum(lines.map(({ parked }) => parked)),
  Handled: sum(lines.map(({ handled }) => handled)),
  Failed: sum(lines.map(({ failed }) => failed)),
})
