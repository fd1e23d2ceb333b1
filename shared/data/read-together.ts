import { AsyncLocalStorage } from 'node:async_hooks'
import type { Key, Table } from './table.ts'

/** Items as stored, and the most bytes that reading them may have taken. */
export type ItemsRead = { items: Record<string, unknown>[]; bytes: number }
type ReadItems = (table: Table, keys: Key[]) => Promise<ItemsRead>

type Waiter = {
  task: Task
  table: Table
  keys: Key[]
  take: (read: ItemsRead) => void
  fail: (error: unknown) => void
}
type Task = { waits: number; isDone: boolean }
type Group = { tasks: Task[]; waiters: Waiter[]; readItems: ReadItems | undefined }

const groups = new AsyncLocalStorage<{ group: Group; task: Task }>()

/**
 * Carries out independent tasks that read, and joins their reads by key. When all unfinished tasks wait for items, one
 * request reads these items for all of them. Tasks must not wait for each other.
 */
export async function readTogether<T extends unknown[]>(...tasks: { [K in keyof T]: () => Promise<T[K]> }): Promise<T>
export async function readTogether(...tasks: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const group: Group = {
    tasks: tasks.map(() => ({ waits: 0, isDone: false })),
    waiters: [],
    readItems: undefined,
  }
  return Promise.all(
    tasks.map(async (startTask, i) => {
      const task = group.tasks[i] ?? { waits: 0, isDone: false }
      try {
        return await groups.run({ group, task }, startTask)
      } finally {
        task.isDone = true
        readWhenAllWait(group)
      }
    }),
  )
}

/** Reads items. If this task is one of several, its read is joined with theirs; otherwise it is done at once. */
export function readJoined(table: Table, keys: Key[], readItems: ReadItems): Promise<ItemsRead> {
  const current = groups.getStore()
  if (!current || keys.length === 0) return readItems(table, keys)
  const { group, task } = current
  return new Promise((take, fail) => {
    task.waits++
    group.readItems = readItems
    group.waiters.push({ task, table, keys, take, fail })
    readWhenAllWait(group)
  })
}

function readWhenAllWait(group: Group): void {
  const { tasks, waiters, readItems } = group
  if (waiters.length === 0 || !readItems || tasks.some(({ isDone, waits }) => !isDone && waits === 0)) return
  group.waiters = []
  for (const [table, sameTable] of Map.groupBy(waiters, (waiter) => waiter.table))
    void answerAll(sameTable, (keys) => readItems(table, keys))
}

async function answerAll(waiters: Waiter[], readItems: (keys: Key[]) => Promise<ItemsRead>): Promise<void> {
  const keys = new Map(waiters.flatMap((waiter) => waiter.keys).map((key) => [keyText(key), key]))
  try {
    const { items, bytes } = await readItems([...keys.values()])
    const found = new Map(items.map((item) => [keyText(item), item] as const))
    for (const { task, take, keys } of waiters) {
      task.waits--
      take({ items: keys.map((key) => found.get(keyText(key))).filter((item) => item !== undefined), bytes })
    }
  } catch (error) {
    for (const { task, fail } of waiters) {
      task.waits--
      fail(error)
    }
  }
}

/** A key as one text. */
export const keyText = ({ pk, sk }: Record<string, unknown>): string => JSON.stringify([pk, sk])
