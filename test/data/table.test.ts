import { randomUUID } from 'node:crypto'
import { DynamoDBClient, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createTable } from '../../infra/local/create-table.ts'
import { commit, expiresAt, getItem, queryAll, queryPage, type Table } from '../../shared/data/table.ts'
import { insert, put, putVersion, remove, requireAbsent, update } from '../../shared/data/writes.ts'
import { conflict } from '../../shared/domain/problems/app-error.ts'

const AnyItem = z.looseObject({ pk: z.string(), sk: z.string() })
const name = `test-${randomUUID()}`
const tableOf = (client = DynamoDBDocumentClient.from(new DynamoDBClient({}))): Table => ({
  client,
  name,
  pause: async () => {},
  random: () => 0.5,
})
const table = tableOf()
const refuseWith = (message: string) => () => Object.assign(conflict('nothing_to_change'), { message })

let key = { pk: '', sk: '' }
beforeAll(() => createTable(new DynamoDBClient({}), name))
beforeEach(() => {
  key = { pk: randomUUID(), sk: 'A' }
})
const readStored = (at = key) => getItem(table, at, AnyItem)

test('a missing item reads as undefined', async () => {
  expect(await readStored()).toBeUndefined()
})

test('an item that does not fit its schema is refused when it is read', async () => {
  await commit(table, put(table, { ...key, n: 'five' }))
  await expect(getItem(table, key, z.object({ n: z.number() }))).rejects.toThrow('expected number')
})

describe('inserting', () => {
  test('writes an item that does not exist', async () => {
    await commit(table, insert(table, { ...key, n: 1 }))
    expect(await readStored()).toEqual({ ...key, n: 1 })
  })

  test('leaves an existing item as it is, and throws the given refusal', async () => {
    await commit(table, insert(table, { ...key, n: 1 }))
    await expect(commit(table, insert(table, { ...key, n: 2 }))).rejects.toMatchObject({ what: 'item' })
    await expect(commit(table, insert(table, { ...key, n: 2 }, refuseWith('taken')))).rejects.toThrow('taken')
    expect(await readStored()).toEqual({ ...key, n: 1 })
  })
})

describe('putting a version', () => {
  const version = (n: number) => putVersion(table, { ...key, version: n }, refuseWith('moved'))

  test('goes from one version to the next', async () => {
    await commit(table, insert(table, { ...key, version: 1 }))
    await commit(table, version(2))
    expect(await readStored()).toEqual({ ...key, version: 2 })
  })

  test.each([1, 3, 4])('is refused as version %i over version 1, which stays', async (n) => {
    await commit(table, insert(table, { ...key, version: 1 }))
    await expect(commit(table, version(n))).rejects.toThrow('moved')
    expect(await readStored()).toEqual({ ...key, version: 1 })
  })

  test('is refused if the item does not exist', async () => {
    await expect(commit(table, version(2))).rejects.toThrow('moved')
    expect(await readStored()).toBeUndefined()
    await commit(table, version(1))
    await expect(commit(table, version(1))).rejects.toThrow('moved')
  })
})

describe('removing', () => {
  test('removes an item with the expected values', async () => {
    await commit(table, insert(table, { ...key, a: 'x', b: 'y' }))
    await commit(table, remove(table, key, { a: 'x', b: 'y' }, refuseWith('changed')))
    expect(await readStored()).toBeUndefined()
  })

  test('is refused if a value differs or the item does not exist', async () => {
    const removal = remove(table, key, { a: 'x', b: 'z' }, refuseWith('changed'))
    await expect(commit(table, removal)).rejects.toThrow('changed')
    await commit(table, insert(table, { ...key, a: 'x', b: 'y' }))
    await expect(commit(table, removal)).rejects.toThrow('changed')
    expect(await readStored()).toBeDefined()
  })
})

describe('changing an item', () => {
  const add = (amounts: Record<string, number>) =>
    update(table, key, { add: amounts }, { closed: undefined }, refuseWith('closed'))

  test('creates the item, and adds to each named amount', async () => {
    await commit(table, add({ a: 1, b: 2 }))
    await commit(table, add({ b: 3, c: -1 }))
    expect(await readStored()).toEqual({ ...key, a: 1, b: 5, c: -1 })
  })

  test('sets and removes attributes of any name, and leaves the others', async () => {
    await commit(table, put(table, { ...key, status: 'open', name: 'a', size: 1, rest: true }))
    await commit(table, update(table, key, { set: { status: 'closed', 'a.b': 2 }, remove: ['name'], add: { size: 1 } }))
    expect(await readStored()).toEqual({ ...key, status: 'closed', 'a.b': 2, size: 2, rest: true })
  })

  test('is refused if an unwanted attribute exists, whatever its value, and changes nothing', async () => {
    for (const closed of [true, false]) {
      await commit(table, put(table, { ...key, a: 1, closed }))
      await expect(commit(table, add({ a: 1 }))).rejects.toThrow('closed')
      expect(await readStored()).toEqual({ ...key, a: 1, closed })
    }
  })

  test('is refused if a value is not the expected one, or missing', async () => {
    const change = () => update(table, key, { set: { a: 2 } }, { a: 1, b: ['x'] }, refuseWith('changed'))
    await expect(commit(table, change())).rejects.toThrow('changed')
    await commit(table, put(table, { ...key, a: 1, b: ['y'] }))
    await expect(commit(table, change())).rejects.toThrow('changed')
    await commit(table, put(table, { ...key, a: 1, b: ['x'] }))
    await commit(table, change())
    expect(await readStored()).toMatchObject({ a: 2 })
  })
})

describe('a transaction', () => {
  const other = () => ({ ...key, sk: 'B' })

  test('writes everything', async () => {
    await commit(
      table,
      insert(table, key),
      requireAbsent(table, { ...key, sk: 'C' }, refuseWith('C is there')),
      update(table, other(), { add: { n: 2 } }),
    )
    expect([await readStored(), await readStored(other())]).toEqual([key, { ...other(), n: 2 }])
  })

  test('writes nothing when one of its writes is refused', async () => {
    await commit(table, insert(table, other()))
    await expect(
      commit(table, insert(table, { ...key, n: 1 }), insert(table, other(), refuseWith('taken'))),
    ).rejects.toThrow('taken')
    expect(await readStored()).toBeUndefined()
  })

  test('throws the refusal of the first write that was refused', async () => {
    await commit(table, insert(table, key))
    await commit(table, insert(table, other()))
    const writes = [
      insert(table, other(), refuseWith('B is taken')),
      requireAbsent(table, key, refuseWith('A is there')),
    ]
    await expect(commit(table, ...writes)).rejects.toThrow('B is taken')
    await expect(commit(table, ...writes.toReversed())).rejects.toThrow('A is there')
  })

  test('loses nothing when many add to the same items at once', async () => {
    const both = () => commit(table, update(table, key, { add: { n: 1 } }), update(table, other(), { add: { n: 1 } }))
    await Promise.all(Array.from({ length: 40 }, both))
    expect([(await readStored())?.n, (await readStored(other()))?.n]).toEqual([40, 40])
  })
})

describe('another transaction on the same item', () => {
  /** A table that answers a number of writes as DynamoDB does when another transaction holds the item. */
  function contendedTable(times: number) {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
    const pauses: number[] = []
    let conflictsLeft = times
    client.middlewareStack.add((next) => async (args) => {
      if (conflictsLeft-- > 0) throw new TransactionConflictException({ message: 'held', $metadata: {} })
      return next(args)
    })
    const busyTable: Table = {
      ...tableOf(client),
      async pause(ms) {
        pauses.push(ms)
      },
    }
    return { busyTable, pauses }
  }

  test('makes a write wait and retry', async () => {
    const { busyTable, pauses } = contendedTable(3)
    await commit(busyTable, update(busyTable, key, { add: { n: 1 } }))
    expect(await readStored()).toMatchObject({ n: 1 })
    expect(pauses).toHaveLength(3)
    expect(pauses).toEqual([12.5, 25, 50])
  })

  test('that never ends is reported, and nothing is written', async () => {
    const { busyTable } = contendedTable(1000)
    await expect(commit(busyTable, update(busyTable, key, { add: { n: 1 } }))).rejects.toMatchObject({ kind: 'busy' })
    expect(await readStored()).toBeUndefined()
  })
})

test('an item that expires has its time in whole seconds', () => {
  expect(expiresAt('2021-10-27T05:00:00.001Z', 2)).toBe(Date.parse('2021-10-29T05:00:01Z') / 1000)
  expect(expiresAt('2021-10-27', 7)).toBe(Date.parse('2021-11-03') / 1000)
})

describe('reading a partition', () => {
  const sortKeys = ['2021-10#1', '2021-10#2', '2021-11#1', '2021-12#1', '2022-01#1']
  const fill = () => commit(table, ...sortKeys.map((sk) => put(table, { ...key, sk })))
  const keysOf = async (where: object) => (await queryAll(table, { pk: key.pk, ...where }, AnyItem)).map(({ sk }) => sk)

  test('returns all of it in order, page by page', async () => {
    await fill()
    expect(await keysOf({})).toEqual(sortKeys)
    expect(await keysOf({ limit: 2 })).toEqual(sortKeys)
    expect(await keysOf({ newestFirst: true, limit: 2 })).toEqual(sortKeys.toReversed())
  })

  test('returns the keys with a prefix, or between two keys', async () => {
    await fill()
    expect(await keysOf({ begins: '2021-1' })).toEqual(sortKeys.slice(0, 4))
    expect(await keysOf({ begins: '2021-10', limit: 1 })).toEqual(sortKeys.slice(0, 2))
    expect(await keysOf({ between: ['2021-10#2', '2021-12#1'] })).toEqual(sortKeys.slice(1, 4))
    expect(await keysOf({ begins: '2023' })).toEqual([])
  })

  test('continues after a key, and says where a page ended', async () => {
    await fill()
    const page = await queryPage(table, { pk: key.pk, limit: 2 }, AnyItem)
    expect([page.items.map(({ sk }) => sk), page.last]).toEqual([sortKeys.slice(0, 2), sortKeys[1]])
    const rest = await queryPage(table, { pk: key.pk, after: sortKeys[1] ?? '', limit: 10 }, AnyItem)
    expect([rest.items.map(({ sk }) => sk), rest.last]).toEqual([sortKeys.slice(2), undefined])
  })
})
