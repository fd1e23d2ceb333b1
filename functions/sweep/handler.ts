import type { Metrics } from '../../shared/metrics.ts'
import { type Handlers, type SweepDeps, sweep } from '../../shared/usecases/sweep.ts'

/**
 * Carries out the due obligations. Writes two metrics over all queues for the alarms: the seconds by which the oldest
 * obligation is overdue, and the number of parked obligations. Logs each queue that has any number other than zero.
 * Throws if a queue was not read to its end, so that the alarm on the function's errors goes off.
 */
export const sweepHandler =
  (deps: SweepDeps, handlers: Handlers, metrics: Metrics) => async (): Promise<{ handled: number; failed: number }> => {
    const queues = await sweep(deps, handlers)
    for (const { kind, owner, overdueSeconds, parked, handled, failed } of queues) {
      const results = { overdueSeconds, parked, handled, failed }
      if (Object.values(results).some((value) => value > 0))
        deps.log('info', 'A queue of obligations was swept', { kind, owner, ...results })
    }
    metrics({
      OldestOverdue: Math.max(0, ...queues.map(({ overdueSeconds }) => overdueSeconds)),
      Parked: sum(queues.map(({ parked }) => parked)),
    })
    const cutOff = queues.filter(({ isCutOff }) => isCutOff).map(({ kind, owner }) => `${kind} of ${owner}`)
    if (cutOff.length > 0) throw new Error(`Not read to the end: ${cutOff.join(', ')}`)
    return { handled: sum(queues.map(({ handled }) => handled)), failed: sum(queues.map(({ failed }) => failed)) }
  }

const sum = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
