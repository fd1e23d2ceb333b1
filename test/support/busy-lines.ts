import { setTimeout as sleep } from 'node:timers/promises'
import { busy } from '../../shared/domain/app-error.ts'
import { eachOf } from '../../shared/usecases/each-of.ts'
import { type Handlers, sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from './few-areas.ts'
import { testDeps } from './test-deps.ts'
import { handlersOf, patience, thingsToDo } from './things-to-do.ts'

const everyMs = 50

/**
 * Sweeps for a time, by the real clock, while things of one owner fail, or never come to an end, and something of
 * another falls due all the time. Gives how old the other's things were when they were done (milliseconds), how many
 * fell due, and how many tries of the one failed.
 */
export async function sweepBeside({
  things: howMany,
  trouble,
  lastsMs,
}: {
  things: number
  trouble: 'fail' | 'hang'
  lastsMs: number
}): Promise<{ ages: number[]; fellDue: number; failed: number }> {
  const deps = { ...(await testDeps({ programme: fewAreas })), now: () => new Date() }
  const things = thingsToDo(deps, deps.tableName)
  await eachOf(
    Array.from({ length: howMany }, (_, i) => `trouble-${i}`),
    16,
    (id) => things.owe(id, { owner: 'trouble' }),
  )
  const { together } = handlersOf(things)
  const ages: number[] = []
  const handlers: Handlers = {
    thing: {
      patience,
      atOnce: 4,
      async carryOut(held, signal) {
        const { owner, id } = held.obligation
        if (owner === 'trouble') return trouble === 'fail' ? Promise.reject(busy('busy')) : new Promise(() => {})
        const came = await together.carryOut(held, signal)
        ages.push(Date.now() - Number(id))
        return came
      },
    },
  }
  const until = Date.now() + lastsMs
  let fellDue = 0
  const fallingDue = async () => {
    for (; Date.now() < until - everyMs; await sleep(everyMs)) {
      fellDue++
      // Its id is the instant at which it fell due.
      await things.owe(`${Date.now()}`, { owner: 'other' })
    }
  }
  await things.owe(`${Date.now()}`, { owner: 'other' })
  // Only as long as things fall due: what hangs is broken off later.
  const sweeping = sweep(deps, handlers, lastsMs)
  await fallingDue()
  const tries = trouble === 'fail' ? (await sweeping).find(({ owner }) => owner === 'trouble')?.failed : 0
  return { ages, fellDue, failed: tries ?? 0 }
}

/** The value below which 95 of 100 lie. */
export const p95 = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0
