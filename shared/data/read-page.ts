import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { batchGetInOrder } from './batch-get.ts'
import type { IndexName } from './index-page.ts'
import type { Key, Table } from './table.ts'

/** A range of a partition of an index: its key condition and the values in it. */
type Range = {
  index: IndexName
  condition: string
  values: Record<string, string>
  newestFirst?: boolean
  limit: number
}

/** Items with their places (sort keys) in the index; `last` is where the next page begins, absent on the last page. */
type Page<T> = { found: { place: string; item: T }[]; last?: string }

const Keyed = z.object({ pk: z.string(), sk: z.string() })

/**
 * Reads a page of the items that an index lists, in the index's order. The index may be a moment behind. The items are
 * read consistently, without those that no longer exist.
 */
export async function readPage<T extends z.ZodType>(
  table: Table,
  { index, condition, values, newestFirst, limit }: Range,
  schema: T,
): Promise<Page<z.output<T>>> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: values,
      ScanIndexForward: !newestFirst,
      Limit: limit,
    }),
  )
  const keys: Key[] = Items.map((item) => Keyed.parse(item))
  const places = Items.map((item) => String(item[`${index}sk`]))
  const items = await batchGetInOrder(table, keys, schema)
  const found = places.flatMap((place, i) => {
    const item = items[i]
    return item === undefined ? [] : [{ place, item }]
  })
  const last = places.at(-1)
  return LastEvaluatedKey && last !== undefined ? { found, last } : { found }
}
