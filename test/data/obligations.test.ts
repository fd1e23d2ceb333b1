import { beforeEach, describe, expect, test } from 'vitest'
import type { OwnQueue } from '../../shared/data/obligations.ts'
import {
  dischargeObligation,
  leaseObligation,
  parkObligation,
  replayObligation,
} from '../../shared/domain/jobs/obligation.ts'
import { fewAreas } from '../support/few-areas.ts'
import { tableContents } from '../support/table-contents.ts'
import { type TestDeps, testDeps } from '../support/test-deps.ts'
import { patience, type ThingsToDo, thingsToDo } from '../support/things-to-do.ts'

const queue: OwnQueue = { kind: 'receipt', owner: 'somebody' }
let deps: TestDeps
let things: ThingsToDo

beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas })
  things = thingsToDo(deps, deps.tableName)
})

const idsDue = async (at = deps.now(), limit = 10) =>
  (await deps.obligations.listDue(queue, at, limit)).map(({ obligation }) => obligation.id)
const idsParked = async () =>
  (await deps.obligations.listParked(queue, { limit: 10 })).items.map(({ obligation }) => obligation.id)

describe('a due obligation', () => {
  test('is found in order of its due time, from that very instant on', async () => {
    await things.owe('c', { dueAt: '2021-11-30T05:00:00.001Z' })
    await things.owe('b', { dueAt: '2021-11-30T05:00:00.000Z' })
    await things.owe('a', { dueAt: '2021-11-29T05:00:00.000Z' })
    expect(await idsDue()).toEqual(['a', 'b'])
    expect(await idsDue(new Date('2021-11-30T05:00:00.001Z'))).toEqual(['a', 'b', 'c'])
    expect(await idsDue(deps.now(), 1)).toEqual(['a'])
  })

  test('is only in the queue of its kind and owner', async () => {
    await things.owe('a')
    await things.owe('b', { owner: 'somebody-else' })
    await things.owe('c', { kind: 'loan' })
    expect(await idsDue()).toEqual(['a'])
    expect(await deps.obligations.listQueues()).toEqual([
      { kind: 'loan', owner: 'somebody' },
      { kind: 'receipt', owner: 'somebody' },
      { kind: 'receipt', owner: 'somebody-else' },
    ])
  })

  test('says since when the oldest one waits', async () => {
    expect(await deps.obligations.oldestDueAt(queue)).toBeUndefined()
    await things.owe('b', { dueAt: '2021-11-30T04:00:00.000Z' })
    await things.owe('a', { dueAt: '2021-11-30T04:30:00.000Z' })
    expect(await deps.obligations.oldestDueAt(queue)).toBe('2021-11-30T04:00:00.000Z')
  })

  test('has its queue announced once, before it is written', async () => {
    for (const id of ['a', 'b', 'c']) await deps.obligations.begin({ ...queue, id }, deps.now().toISOString())
    expect(await deps.obligations.listQueues()).toEqual([queue])
    await expect(
      deps.obligations.begin({ ...queue, owner: 'a#b', id: 'd' }, deps.now().toISOString()),
    ).rejects.toThrow()
    expect(await deps.obligations.listQueues()).toEqual([queue])
  })
})

describe('taking a lease', () => {
  test('hides the obligation until the lease ends', async () => {
    const owedItem = await things.owe('a')
    await deps.commit(deps.obligations.move(owedItem, leaseObligation(owedItem.obligation, deps.now(), patience)))
    expect(await idsDue(new Date('2021-11-30T05:00:59.999Z'))).toEqual([])
    expect(await idsDue(new Date('2021-11-30T05:01:00.000Z'))).toEqual(['a'])
  })

  test('succeeds for only one of those who try at the same moment', async () => {
    const owedItem = await things.owe('a')
    const take = () =>
      deps.commit(deps.obligations.move(owedItem, leaseObligation(owedItem.obligation, deps.now(), patience)))
    const takes = await Promise.allSettled([take(), take(), take(), take()])
    expect(takes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const each of takes) if (each.status === 'rejected') expect(each.reason).toMatchObject({ what: 'lease' })
  })

  test('discharging is final, and leaves nothing in the index', async () => {
    const owedItem = await things.owe('a')
    const dischargedObligation = dischargeObligation(owedItem.obligation, deps.now())
    await deps.commit(deps.obligations.move(owedItem, dischargedObligation))
    expect(await idsDue()).toEqual([])
    expect(await things.look('a')).toMatchObject({ obligation: dischargedObligation })
    expect((await tableContents(deps.tableName)).filter((item) => 'gsi1pk' in item)).toEqual([])
    await expect(deps.commit(deps.obligations.move(owedItem, dischargedObligation))).rejects.toMatchObject({
      what: 'lease',
    })
  })

  test('writes other changes of the item too, as a new version', async () => {
    const owedItem = await things.owe('a')
    await deps.commit(
      deps.obligations.move(owedItem, dischargeObligation(owedItem.obligation, deps.now()), { status: 'applied' }),
    )
    const [item] = (await tableContents(deps.tableName)).filter(({ pk }) => pk === owedItem.key.pk)
    expect(item).toMatchObject({ status: 'applied', version: 1 })
  })

  test('creates nothing if the item is gone', async () => {
    const owedItem = await things.owe('a')
    const missingItem = { ...owedItem, key: { ...owedItem.key, pk: 'THING#gone' } }
    const move = deps.obligations.move(missingItem, dischargeObligation(owedItem.obligation, deps.now()))
    await expect(deps.commit(move)).rejects.toMatchObject({ what: 'lease' })
  })
})

describe('a parked obligation', () => {
  test('is listed in order of parking, page by page, is counted, and is not due', async () => {
    for (const [i, id] of ['c', 'a', 'b'].entries()) {
      const owedItem = await things.owe(id)
      const at = new Date(deps.now().getTime() + i)
      await deps.commit(deps.obligations.move(owedItem, parkObligation(owedItem.obligation, 'unknown_member', at)))
    }
    expect(await idsDue(new Date('2022-01-01T00:00:00.000Z'))).toEqual([])
    expect(await deps.obligations.countParked(queue)).toBe(3)
    const first = await deps.obligations.listParked(queue, { limit: 2 })
    const rest = await deps.obligations.listParked(queue, { limit: 2, after: first.last })
    expect([first, rest].map(({ items }) => items.map(({ obligation }) => obligation.id))).toEqual([['c', 'a'], ['b']])
    expect(first.items[0]?.obligation.reason).toBe('unknown_member')
    expect(rest.last).toBeUndefined()
  })

  test('is replayed once, however often it is asked for', async () => {
    const owedItem = await things.owe('a')
    await deps.commit(
      deps.obligations.move(owedItem, parkObligation(owedItem.obligation, 'unknown_member', deps.now())),
    )
    const [parkedItem] = (await deps.obligations.listParked(queue, { limit: 1 })).items
    if (!parkedItem) throw new Error('Nothing is parked')
    const replay = () =>
      deps.commit(deps.obligations.move(parkedItem, replayObligation(parkedItem.obligation, deps.now())))
    await replay()
    expect([await idsDue(), await idsParked()]).toEqual([['a'], []])
    await expect(replay()).rejects.toMatchObject({ what: 'lease' })
  })
})
