import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import type { OwnQueue } from '../../shared/data/obligations.ts'
import { leaseObligation, replayObligation } from '../../shared/domain/jobs/obligation.ts'
import { busy } from '../../shared/domain/problems/app-error.ts'
import { type Handler, sweep, type TryOutcome } from '../../shared/usecases/sweep.ts'
import { fewAreas } from '../support/few-areas.ts'
import { amount } from '../support/runs.ts'
import { type TestDeps, testDeps } from '../support/test-deps.ts'
import { obligationHandlers, patience, type ThingsToDo, thingsToDo } from '../support/things-to-do.ts'

const queue: OwnQueue = { kind: 'receipt', owner: 'somebody' }
let deps: TestDeps
let things: ThingsToDo

beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas })
  things = thingsToDo(deps, deps.tableName)
})

/** Makes a handler that only has an outcome. */
const makeHandler = (carryOut: () => Promise<TryOutcome>, more: Partial<Handler> = {}) => ({
  receipt: { patience, atOnce: 2, carryOut, ...more },
})
const failWith = (error: unknown = busy('busy')) => makeHandler(() => Promise.reject(error))
const wait = (seconds: number) => deps.clock.set(new Date(deps.now().getTime() + seconds * 1000).toISOString())

describe('a thing that is due', () => {
  test.each(['together', 'repeatable'] as const)('is done and discharged (%s)', async (which) => {
    await things.owe('a')
    const sweepResults = await sweep(deps, { receipt: obligationHandlers(things)[which] })
    expect(sweepResults).toEqual([{ ...queue, handled: 1, failed: 0, overdueSeconds: 0, parked: 0, isCutOff: false }])
    expect(await things.look('a')).toMatchObject({ obligation: { state: 'discharged', attempts: 1 }, times: 1 })
    expect(await sweep(deps, { receipt: obligationHandlers(things)[which] })).toMatchObject([{ handled: 0 }])
  })

  test('is left until its time', async () => {
    await things.owe('a', { dueAt: '2021-11-30T05:00:30.000Z' })
    const { together } = obligationHandlers(things)
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 0, overdueSeconds: 0 }])
    wait(30)
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 1 }])
  })

  test('is done page after page, when there are many', async () => {
    const ids = Array.from({ length: amount(60, 120) }, (_, i) => `thing-${i}`)
    for (const id of ids) await things.owe(id)
    expect(await sweep(deps, { receipt: obligationHandlers(things).together })).toMatchObject([{ handled: ids.length }])
    for (const id of ids) expect((await things.look(id)).times).toBe(1)
  })

  test('is done once when two sweep at once', async () => {
    const ids = Array.from({ length: amount(12, 40) }, (_, i) => `thing-${i}`)
    for (const id of ids) await things.owe(id)
    const { together, repeatable } = obligationHandlers(things)
    const both = [sweep(deps, { receipt: together }), sweep(deps, { receipt: repeatable })]
    const handled = (await Promise.all(both)).flat().reduce((sum, each) => sum + each.handled, 0)
    expect(handled).toBe(ids.length)
    for (const id of ids) expect((await things.look(id)).times).toBe(1)
  })

  test('without a handler stays, and is reported as overdue', async () => {
    await things.owe('a')
    wait(90)
    expect(await sweep(deps, {})).toMatchObject([{ handled: 0, overdueSeconds: 90, isCutOff: false }])
    expect(await sweep(deps, { receipt: obligationHandlers(things).together })).toMatchObject([{ handled: 1 }])
  })
})

describe('a try that fails', () => {
  test('is made again after a while, with the reason on it', async () => {
    await things.owe('a')
    expect(await sweep(deps, failWith())).toMatchObject([{ handled: 0, failed: 1, parked: 0 }])
    const { obligation } = await things.look('a')
    expect(obligation).toMatchObject({ state: 'due', attempts: 1, reason: 'busy' })
    wait(4)
    expect(await sweep(deps, failWith())).toMatchObject([{ failed: 0 }])
    wait(6)
    expect(await sweep(deps, { receipt: obligationHandlers(things).together })).toMatchObject([{ handled: 1 }])
    expect(await things.look('a')).toMatchObject({ obligation: { state: 'discharged', attempts: 2 }, times: 1 })
  })

  test('is logged by error name and position, without its message', async () => {
    await things.owe('a')
    await sweep(deps, failWith(new TypeError('Sri Wahyuni')))
    const lines = deps.logged.filter((each) => each.includes('A try failed'))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...queue,
      id: 'a',
      attempts: 1,
      reason: 'error',
      error: 'TypeError',
    })
    expect(deps.logged.join()).not.toContain('Wahyuni')
  })

  test('too often is parked, stays parked, and is done when it is replayed', async () => {
    await things.owe('a')
    for (let i = 0; i < 3; i++) {
      await sweep(deps, failWith())
      wait(120)
    }
    expect(await things.look('a')).toMatchObject({ obligation: { state: 'parked', attempts: 3, reason: 'busy' } })
    const { together } = obligationHandlers(things)
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 0, parked: 1, overdueSeconds: 0 }])
    const [parkedItem] = (await deps.obligations.listParked(queue, { limit: 1 })).items
    if (!parkedItem) throw new Error('Nothing is parked')
    await deps.commit(deps.obligations.move(parkedItem, replayObligation(parkedItem.obligation, deps.now())))
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 1, parked: 0 }])
    expect((await things.look('a')).times).toBe(1)
  })

  test('for good is parked at once', async () => {
    await things.owe('a')
    const hopeless = makeHandler(async () => ({ outcome: 'hopeless', reason: 'illegal_jump' }))
    expect(await sweep(deps, hopeless)).toMatchObject([{ failed: 1, parked: 1 }])
    expect((await things.look('a')).obligation).toMatchObject({ state: 'parked', reason: 'illegal_jump' })
    const parkedLines = deps.logged.filter((each) => each.includes('Something waits for a person'))
    expect(parkedLines.map((each) => JSON.parse(each))).toMatchObject([{ ...queue, id: 'a', reason: 'illegal_jump' }])
  })
})

test('a thing that must wait waits, and no try is counted', async () => {
  await things.owe('a')
  const until = '2021-12-24T00:00:00.000Z'
  const waitingHandler = makeHandler(async () => ({ outcome: 'waiting', until }))
  expect(await sweep(deps, waitingHandler)).toMatchObject([{ handled: 0, failed: 0, overdueSeconds: 0 }])
  expect((await things.look('a')).obligation).toMatchObject({ state: 'due', dueAt: until, attempts: 0 })
})

describe('a try that is cut off', () => {
  const leaseOnly = async () => {
    const [dueItem] = await deps.obligations.listDue(queue, deps.now(), 1)
    if (dueItem)
      await deps.commit(deps.obligations.move(dueItem, leaseObligation(dueItem.obligation, deps.now(), patience)))
  }

  test('is made again when the lease has ended, not before', async () => {
    await things.owe('a')
    await leaseOnly()
    const { together } = obligationHandlers(things)
    wait(59)
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 0 }])
    wait(1)
    expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 1 }])
  })

  test('as many times as allowed is parked, and not made again', async () => {
    await things.owe('a')
    for (let i = 0; i < 3; i++) {
      await leaseOnly()
      wait(60)
    }
    expect(await sweep(deps, { receipt: obligationHandlers(things).together })).toMatchObject([
      { handled: 0, parked: 1 },
    ])
    expect(await things.look('a')).toMatchObject({ obligation: { state: 'parked', reason: 'cut_off' }, times: 0 })
  })

  test('because somebody else has the lease does not count', async () => {
    await things.owe('a')
    const slow: Handler = {
      ...obligationHandlers(things).together,
      async carryOut(held) {
        // Meanwhile its lease ends, and somebody else does the thing.
        wait(60)
        await sweep(deps, { receipt: obligationHandlers(things).together })
        await things.doAndDischarge(held)
        return { outcome: 'discharged' }
      },
    }
    expect(await sweep(deps, { receipt: slow })).toMatchObject([{ handled: 0, failed: 0 }])
    expect((await things.look('a')).times).toBe(1)
  })
})

test('a try that takes too long is aborted by its signal, and made again', async () => {
  await things.owe('a')
  const aborts: boolean[] = []
  const stuck: Handler = {
    patience: { ...patience, leaseMs: 200 },
    atOnce: 1,
    carryOut: (_, signal) =>
      new Promise(() => {
        signal.addEventListener('abort', () => aborts.push(signal.aborted))
      }),
  }
  expect(await sweep(deps, { receipt: stuck })).toMatchObject([{ handled: 0, failed: 1 }])
  expect(aborts).toEqual([true])
  expect((await things.look('a')).obligation).toMatchObject({ state: 'due', reason: 'timed_out' })
})

test('a try takes a limited number of one owner’s things together, and leaves the others unchanged', async () => {
  for (let i = 0; i < 5; i++) await things.owe(`thing-${i}`)
  const { together: dischargingHandler } = obligationHandlers(things)
  const idsPerTry: string[][] = []
  const handler: Handler = {
    ...dischargingHandler,
    ...{ atOnce: 1, together: 2 },
    carryOut(held, signal, others = []) {
      idsPerTry.push([held, ...others].map(({ obligation }) => obligation.id))
      return dischargingHandler.carryOut(held, signal)
    },
  }
  await sweep(deps, { receipt: handler })
  const first = [['thing-0', 'thing-1'], ['thing-2', 'thing-3'], ['thing-4']]
  expect(idsPerTry).toEqual([...first, ['thing-1', 'thing-3'], ['thing-3']])
})

test('a sweep ends when its time is up, and leaves the rest for the next', async () => {
  for (let i = 0; i < 20; i++) await things.owe(`thing-${i}`)
  const { together } = obligationHandlers(things)
  const slow: Handler = {
    ...together,
    atOnce: 1,
    async carryOut(held, signal) {
      wait(2)
      return together.carryOut(held, signal)
    },
  }
  expect(await sweep(deps, { receipt: slow }, 10_000)).toMatchObject([{ handled: 5, failed: 0, overdueSeconds: 10 }])
  expect(await sweep(deps, { receipt: together })).toMatchObject([{ handled: 15 }])
})

test('a queue that cannot be read is reported, and the others are processed', async () => {
  await things.owe('a')
  await things.owe('b', { owner: 'somebody-else' })
  const broken: typeof deps.obligations = {
    ...deps.obligations,
    listDue: (otherQueue, ...rest) =>
      otherQueue.owner === queue.owner
        ? Promise.reject(new Error('Sri Wahyuni'))
        : deps.obligations.listDue(otherQueue, ...rest),
  }
  const sweepResults = await sweep({ ...deps, obligations: broken }, { receipt: obligationHandlers(things).together })
  expect(sweepResults).toMatchObject([
    { owner: 'somebody', handled: 0, isCutOff: true },
    { owner: 'somebody-else', handled: 1, isCutOff: false },
  ])
  expect(deps.logged.join()).not.toContain('Wahyuni')
})

test('no more things of one owner are tried at once than their kind allows', async () => {
  for (let i = 0; i < 12; i++) await things.owe(`thing-${i}`, { owner: `owner-${i % 2}` })
  const [now, most] = [new Map<string, number>(), new Map<string, number>()]
  const countingHandler: Handler = {
    patience,
    atOnce: 3,
    async carryOut({ obligation: { owner } }) {
      const atOnce = (now.get(owner) ?? 0) + 1
      now.set(owner, atOnce)
      most.set(owner, Math.max(atOnce, most.get(owner) ?? 0))
      await sleep(50)
      now.set(owner, (now.get(owner) ?? 0) - 1)
      return { outcome: 'done' }
    },
  }
  await sweep(deps, { receipt: countingHandler })
  expect([...most.values()]).toEqual([3, 3])
})
