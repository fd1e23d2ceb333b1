import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HeldObligation, OwnQueue } from '../../shared/data/obligations.ts'
import {
  type DueObligation,
  leaseObligation,
  type Obligation,
  parkObligation,
  postponeObligation,
  recordFailedTry,
  replayObligation,
} from '../../shared/domain/jobs/obligation.ts'
import { type Handler, sweep } from '../../shared/usecases/sweep.ts'
import { runAndDie } from '../support/crashes.ts'
import { fewAreas } from '../support/few-areas.ts'
import { runs } from '../support/runs.ts'
import { type TestDeps, testDeps } from '../support/test-deps.ts'
import { obligationHandlers, patience, type ThingsToDo, thingsToDo } from '../support/things-to-do.ts'

const farFuture = new Date('2099-01-01T00:00:00.000Z')
const start = '2021-11-30T05:00:00.000Z'

let deps: TestDeps
let things: ThingsToDo
let plays = 0

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, now: start })
  things = thingsToDo(deps, deps.tableName)
})

/** Every run has a queue of its own, and sweeps see no other queue. */
function makeQueue(): { queue: OwnQueue; deps: TestDeps; nameOf: (which: string) => string } {
  deps.clock.set(start)
  const queue: OwnQueue = { kind: 'receipt', owner: `owner-${++plays}` }
  const obligations = { ...deps.obligations, listQueues: async () => [queue] }
  return { queue, deps: { ...deps, obligations }, nameOf: (which) => `${which}-${queue.owner}` }
}

const pass = (seconds: number) => deps.clock.set(new Date(deps.now().getTime() + seconds * 1000).toISOString())

const worker = fc.nat(1)
const nth = fc.nat(2)
const step = fc.oneof(
  { arbitrary: fc.record({ step: fc.constant('take' as const), worker, nth }), weight: 4 },
  { arbitrary: fc.record({ step: fc.constantFrom('succeed', 'fail', 'park', 'wait'), worker }), weight: 5 },
  { arbitrary: fc.record({ step: fc.constant('replay' as const), nth }), weight: 2 },
  { arbitrary: fc.record({ step: fc.constant('pass' as const), seconds: fc.constantFrom(1, 60, 60, 300) }), weight: 3 },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** The model: every obligation with its state, and the last lease of each worker, whether or not it has ended. */
type Model = { owed: Map<string, Obligation>; leases: Map<number, HeldObligation<DueObligation>> }

describe('in any sequence of steps', () => {
  test('no obligation is ever lost, and none is discharged twice', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
        const play = makeQueue()
        const model: Model = { owed: new Map(), leases: new Map() }
        for (const [i, id] of ['a', 'b', 'c'].map(play.nameOf).entries()) {
          const dueAt = new Date(deps.now().getTime() + i * 30_000).toISOString()
          model.owed.set(id, (await things.owe(id, { ...play.queue, dueAt })).obligation)
        }
        for (const each of steps) {
          await perform(play, model, each)
          await expectAsModelled(play, model)
        }
        await finish(play)
        for (const id of model.owed.keys())
          expect(await things.look(id)).toMatchObject({ obligation: { state: 'discharged' }, times: 1 })
      }),
      runs(2, 20),
    )
  })
})

type Play = ReturnType<typeof makeQueue>

async function perform({ queue }: Play, model: Model, each: Step): Promise<void> {
  const { obligations, commit, now } = deps
  switch (each.step) {
    case 'take': {
      const dueItem = (await obligations.listDue(queue, now(), 10))[each.nth]
      if (!dueItem) return
      const ownItem = { ...dueItem, obligation: leaseObligation(dueItem.obligation, now(), patience) }
      await commit(obligations.move(dueItem, ownItem.obligation))
      model.owed.set(ownItem.obligation.id, ownItem.obligation)
      model.leases.set(each.worker, ownItem)
      return
    }
    case 'replay': {
      const parkedItem = (await obligations.listParked(queue, { limit: 10 })).items[each.nth]
      if (!parkedItem) return
      const next = replayObligation(parkedItem.obligation, now())
      await commit(obligations.move(parkedItem, next))
      model.owed.set(next.id, next)
      return
    }
    case 'pass':
      pass(each.seconds)
      return
    default: {
      const leasedItem = model.leases.get(each.worker)
      if (leasedItem) await endTry(model, leasedItem, each.step)
    }
  }
}

/** A worker ends its try. This is refused if the obligation has changed since the try began. */
async function endTry(model: Model, leasedItem: HeldObligation<DueObligation>, how: string): Promise<void> {
  const { obligation } = leasedItem
  const current = model.owed.get(obligation.id)
  const isHeld = current?.state === 'due' && current.dueAt === obligation.dueAt
  const next = nextOf(obligation, how)
  const change = next ? deps.commit(deps.obligations.move(leasedItem, next)) : things.doAndDischarge(leasedItem)
  if (!isHeld) return expect(change).rejects.toMatchObject({ what: 'lease' })
  await change
  const after = next ?? (await things.look(obligation.id)).obligation
  if (after) model.owed.set(obligation.id, after)
}

function nextOf(obligation: DueObligation, how: string): Obligation | undefined {
  if (how === 'fail') return recordFailedTry(obligation, 'busy', deps.now(), patience, 0.5)
  if (how === 'park') return parkObligation(obligation, 'illegal_jump', deps.now())
  if (how === 'wait') return postponeObligation(obligation, new Date(deps.now().getTime() + 30_000).toISOString())
  return undefined
}

async function expectAsModelled({ queue }: Play, { owed }: Model): Promise<void> {
  const inState = (state: string) => [...owed.values()].filter((each) => each.state === state).map(({ id }) => id)
  const idsOf = (items: HeldObligation[]) => items.map(({ obligation }) => obligation.id).toSorted()
  const [due, parkedPage, ...looks] = await Promise.all([
    deps.obligations.listDue(queue, farFuture, 10),
    deps.obligations.listParked(queue, { limit: 10 }),
    ...[...owed.keys()].map(things.look),
  ])
  expect(idsOf(due)).toEqual(inState('due'))
  expect(idsOf(parkedPage.items)).toEqual(inState('parked'))
  expect(looks).toMatchObject(
    [...owed.values()].map((obligation) => ({ obligation, times: obligation.state === 'discharged' ? 1 : 0 })),
  )
}

/** Replays all parked obligations, and makes all waiting ones due. */
async function finish(play: Play): Promise<void> {
  for (let i = 0; i < 2; i++) {
    for (const parkedItem of (await deps.obligations.listParked(play.queue, { limit: 10 })).items)
      await deps.commit(deps.obligations.move(parkedItem, replayObligation(parkedItem.obligation, deps.now())))
    pass(3_600)
    await sweep(play.deps, { receipt: obligationHandlers(things).together })
  }
}

test('each thing is done once, however tries end and although three sweeps run at once', {
  timeout: 600_000,
}, async () => {
  const ways = fc.constantFrom('fails', 'fails when done', 'is done', 'is done and discharged')
  await fc.assert(
    fc.asyncProperty(fc.array(ways, { minLength: 20, maxLength: 60, size: 'max' }), async (script) => {
      const play = makeQueue()
      const ids = Array.from({ length: 12 }, (_, i) => play.nameOf(`thing${i}`))
      for (const id of ids) await things.owe(id, play.queue)
      let tries = 0
      const flakyHandler: Handler = {
        patience: { ...patience, mostTries: 1_000 },
        atOnce: 3,
        async carryOut(item) {
          const way = script[tries++] ?? 'is done'
          if (way === 'fails') throw new Error('Failed')
          await things.doUnlessDone(item)
          if (way === 'fails when done') throw new Error('Failed when done')
          return { outcome: 'done' }
        },
      }
      for (let i = 0; i < 20; i++) {
        await Promise.all([1, 2, 3].map(() => sweep(play.deps, { receipt: flakyHandler })))
        pass(60)
      }
      for (const id of ids)
        expect(await things.look(id)).toMatchObject({ obligation: { state: 'discharged' }, times: 1 })
    }),
    runs(1, 6),
  )
})

describe('a sweep that is killed at any of its writes', () => {
  test.each(['together', 'repeatable'] as const)(
    'does each thing once, the next one included (%s)',
    {
      timeout: 600_000,
    },
    async (which) => {
      const oweThree = async () => {
        const own = await testDeps({ programme: fewAreas, now: start })
        const ownThings = thingsToDo(own, own.tableName)
        for (const id of ['a', 'b', 'c']) await ownThings.owe(id)
        return { own, owed: ownThings }
      }
      const script = new URL('../support/sweep-and-die.ts', import.meta.url)
      const run = (own: TestDeps, fate?: string) =>
        runAndDie(script, own, { TEST_HANDLER: which, ...(fate && { TEST_FATE: fate }) })
      const { writes, signal } = await run((await oweThree()).own)
      expect(signal).toBeNull()
      expect(writes).toBe(which === 'together' ? 6 : 9)
      for (let write = 1; write <= writes; write++)
        for (const side of ['before', 'after']) {
          const { own, owed } = await oweThree()
          expect((await run(own, `${write} ${side}`)).signal, `killed ${side} write ${write}`).toBe('SIGKILL')
          own.clock.set('2021-11-30T05:01:00.000Z')
          await sweep(own, { receipt: obligationHandlers(owed)[which] })
          for (const id of ['a', 'b', 'c'])
            expect(await owed.look(id), `${id}, killed ${side} write ${write}`).toMatchObject({
              ...{ obligation: { state: 'discharged' }, times: 1 },
            })
        }
    },
  )
})
