import { setTimeout as sleep } from 'node:timers/promises'
import { busy } from '../../shared/domain/problems/app-error.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { type Handlers, sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from './few-areas.ts'
import { testDeps } from './test-deps.ts'
import { obligationHandlers, patience, thingsToDo } from './things-to-do.ts'

const everyMs = 50
const longestMs = 600_000
const timeIsUp = new Date('2099-01-01T00:00:00.000Z')

/**
 * Sweeps by the real clock while things of one owner fail or hang, and things of another keep falling due. Stops after
 * `until.done` things of the other owner are done and `until.failed` tries have failed. Returns the age (milliseconds) of
 * each thing of the other owner when it was done, and the number of failed tries.
 */
export async function sweepBeside({
  things: howMany,
  trouble,
  until,
}: {
  things: number
  trouble: 'fail' | 'hang'
  until: { done: number; failed: number }
}): Promise<{ ages: number[]; failed: number }> {
  const ages: number[] = []
  let failed = 0
  const isEnough = () => ages.length >= until.done && failed >= until.failed
  const made = await testDeps({ programme: fewAreas })
  const deps = { ...made, now: () => new Date(), pause: async (ms: number) => sleep(ms) }
  const things = thingsToDo(deps, deps.tableName)
  await mapAtOnce(
    Array.from({ length: howMany }, (_, i) => `trouble-${i}`),
    16,
    (id) => things.owe(id, { owner: 'trouble' }),
  )
  const { together } = obligationHandlers(things)
  const handlers: Handlers = {
    receipt: {
      patience,
      atOnce: 4,
      async carryOut(held, signal) {
        if (held.obligation.owner === 'other') {
          const came = await together.carryOut(held, signal)
          ages.push(Date.now() - Number(held.obligation.id))
          return came
        }
        if (trouble === 'hang') return new Promise(() => {})
        failed++
        throw busy('busy')
      },
    },
  }
  await things.owe(`${Date.now()}`, { owner: 'other' })
  let isSwept = false
  const sweeping = sweep({ ...deps, now: () => (isEnough() ? timeIsUp : new Date()) }, handlers, longestMs).finally(
    () => {
      isSwept = true
    },
  )
  // The id of a thing is the instant at which it falls due.
  for (; !isEnough() && !isSwept; await sleep(everyMs)) await things.owe(`${Date.now()}`, { owner: 'other' })
  // Work that hangs is aborted later; nobody waits for it.
  if (trouble === 'fail') await sweeping
  return { ages, failed }
}

/** The 95th percentile. */
export const p95 = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0
