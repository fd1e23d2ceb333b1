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
 * `until.done` things of the other owner are done and `until.failed` tries have failed. Returns how many tries failed while
 * each thing of the other owner was due, and how many failed in all. These are counts, because seconds would depend on the
 * load of the machine.
 */
export async function sweepBeside({
  things: howMany,
  trouble,
  until,
}: {
  things: number
  trouble: 'fail' | 'hang'
  until: { done: number; failed: number }
}): Promise<{ waited: number[]; failed: number }> {
  const waited: number[] = []
  let failed = 0
  const failedBefore = new Map<string, number>()
  const isEnough = () => waited.length >= until.done && failed >= until.failed
  const newDeps = await testDeps({ programme: fewAreas })
  const deps = { ...newDeps, now: () => new Date(), pause: async (ms: number) => sleep(ms) }
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
          waited.push(failed - (failedBefore.get(held.obligation.id) ?? 0))
          return came
        }
        if (trouble === 'hang') return new Promise(() => {})
        failed++
        throw busy('busy')
      },
    },
  }
  const oweOther = async (id: string) => {
    failedBefore.set(id, failed)
    await things.owe(id, { owner: 'other' })
  }
  await oweOther('other-0')
  let isSwept = false
  const sweeping = sweep({ ...deps, now: () => (isEnough() ? timeIsUp : new Date()) }, handlers, longestMs).finally(
    () => {
      isSwept = true
    },
  )
  for (let i = 1; !isEnough() && !isSwept; i++, await sleep(everyMs)) await oweOther(`other-${i}`)
  // Work that hangs is aborted later; nobody waits for it.
  if (trouble === 'fail') await sweeping
  return { waited, failed }
}
