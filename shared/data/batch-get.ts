import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type ItemsRead, keyText, readJoined } from './read-together.ts'
import { bytesRead, type Key, type Table } from './table.ts'

/** DynamoDB reads at most this many keys per call. */
const keysAtOnce = 100

const Keyed = z.object({ pk: z.string(), sk: z.string() })

/**
 * Reads items by key with consistent reads, in no order. Inside `readTogether`, its reads are joined with those of
 * other tasks. Asks again for keys that a busy table left out. `weigh` receives the bytes that were read.
 */
export async function batchGet<T extends z.ZodType>(
  table: Table,
  keys: Key[],
  schema: T,
  weigh?: (bytes: number) => void,
): Promise<z.output<T>[]> {
  const { items, bytes } = await readJoined(table, keys, readItems)
  weigh?.(bytes)
  return items.map((item) => schema.parse(item))
}

async function readItems(table: Table, keys: Key[]): Promise<ItemsRead> {
  const items: ItemsRead['items'] = []
  let bytes = 0
  let remainingKeys = keys
  while (remainingKeys.length > 0) {
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: remainingKeys.slice(0, keysAtOnce), ConsistentRead: true } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    )
    bytes += bytesRead(ConsumedCapacity?.[0], true)
    items.push(...(Responses?.[table.name] ?? []))
    const unread = (UnprocessedKeys?.[table.name]?.Keys ?? []).map((key) => Keyed.parse(key))
    if (unread.length > 0) await table.pause(50)
    remainingKeys = [...unread, ...remainingKeys.slice(keysAtOnce)]
  }
  return { items, bytes }
}

/** Like `batchGet`, but in the order of the keys; undefined where there is no item. */
export async function batchGetInOrder<T extends z.ZodType>(
  table: Table,
  keys: Key[],
  schema: T,
): Promise<(z.output<T> | undefined)[]> {
  const { items } = await readJoined(table, keys, readItems)
  const byKey = new Map(items.map((item) => [keyText(item), item]))
  return keys.map((key) => {
    const item = byKey.get(keyText(key))
    return item && schema.parse(item)
  })
}
