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
type Gathering = { tasks: Task[]; waiters: Waiter[]; read: ReadItems | undefined }

const gatherings = new AsyncLocalStorage<{ gathering: Gathering; task: Task }>()

/**
 * Carries out independent tasks that read, and joins their reads by key. When all unfinished tasks wait for items, one
 * request reads these items for all of them. Tasks must not wait for each other.
 */
export async function readTogether<T extends unknown[]>(...tasks: { [K in keyof T]: () => Promise<T[K]> }): Promise<T>
export async function readTogether(...tasks: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const gathering: Gathering = {
    tasks: tasks.map(() => ({ waits: 0, isDone: false })),
    waiters: [],
    read: undefined,
  }
  return Promise.all(
    tasks.map(async (run, i) => {
      const task = gathering.tasks[i] ?? { waits: 0, isDone: false }
      try {
        return await gatherings.run({ gathering, task }, run)
      } finally {
        task.isDone = true
        readWhenAllWait(gathering)
      }
    }),
  )
}

/** Reads items. If this task is one of several, its read is joined with theirs; otherwise it is done at once. */
export function readJoined(table: Table, keys: Key[], read: ReadItems): Promise<ItemsRead> {
  const joined = gatherings.getStore()
  if (!joined || keys.length === 0) return read(table, keys)
  const { gathering, task } = joined
  return new Promise((take, fail) => {
    task.waits++
    gathering.read = read
    gathering.waiters.push({ task, table, keys, take, fail })
    readWhenAllWait(gathering)
  })
}

function readWhenAllWait(gathering: Gathering): void {
  const { tasks, waiters, read } = gathering
  if (waiters.length === 0 || !read || tasks.some(({ isDone, waits }) => !isDone && waits === 0)) return
  gathering.waiters = []
  for (const [table, those] of Map.groupBy(waiters, (waiter) => waiter.table))
    void answerAll(those, (keys) => read(table, keys))
}

async function answerAll(waiters: Waiter[], read: (keys: Key[]) => Promise<ItemsRead>): Promise<void> {
  const keys = new Map(waiters.flatMap((waiter) => waiter.keys).map((key) => [keyText(key), key]))
  try {
    const { items, bytes } = await read([...keys.values()])
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
