import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { bytesRead, type Key, type Table } from './table.ts'

/** DynamoDB reads at most this many keys per call. */
const keysAtOnce = 100

const Keyed = z.object({ pk: z.string(), sk: z.string() })
const KeyedItem = Keyed.loose()

/**
 * Reads items by key with consistent reads, in no order. Asks again for keys that a busy table left out. `weigh`
 * receives the bytes that each round read.
 */
export async function batchGet<T extends z.ZodType>(
  table: Table,
  keys: Key[],
  schema: T,
  weigh?: (bytes: number) => void,
): Promise<z.output<T>[]> {
  const read: z.output<T>[] = []
  let left = keys
  while (left.length > 0) {
    const asked = left.slice(0, keysAtOnce)
    const { Responses, UnprocessedKeys, ConsumedCapacity } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: asked, ConsistentRead: true } },
        ...(weigh && { ReturnConsumedCapacity: 'TOTAL' }),
      }),
    )
    weigh?.(bytesRead(ConsumedCapacity?.[0], true))
    read.push(...(Responses?.[table.name] ?? []).map((item) => schema.parse(item)))
    const unread = (UnprocessedKeys?.[table.name]?.Keys ?? []).map((key) => Keyed.parse(key))
    if (unread.length > 0) await table.pause(50)
    left = [...unread, ...left.slice(keysAtOnce)]
  }
  return read
}

/** Like `batchGet`, but in the order of the keys; undefined where there is no item. */
export async function batchGetInOrder<T extends z.ZodType>(
  table: Table,
  keys: Key[],
  schema: T,
): Promise<(z.output<T> | undefined)[]> {
  const items = new Map((await batchGet(table, keys, KeyedItem)).map((item) => [keyText(item), item]))
  return keys.map((key) => {
    const item = items.get(keyText(key))
    return item && schema.parse(item)
  })
}

const keyText = ({ pk, sk }: Key): string => JSON.stringify([pk, sk])
