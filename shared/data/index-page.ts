import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { ExpressionAttributes } from './placeholders.ts'
import { bytesRead, type Key, type Table } from './table.ts'

/** An index by its name, which its key attributes begin with. */
export type IndexName = 'gsi1' | 'gsi2' | 'gsi3'

/** What to keep of a page; what is not kept is looked at all the same, and paid for. */
export type Condition = ExpressionAttributes & { expression: string }

export type IndexWhere = {
  index: IndexName
  partition: string
  /** The last place that was read: its sort key, and the key of the item there (which may be gone). */
  after?: { sortKey: string; item: Key } | undefined
  /** No sort keys that begin with something later than this. */
  upTo?: string | undefined
  newestFirst: boolean
  /** How many places to look at. */
  look: number
  condition?: Condition | undefined
}

/** The sort keys of a page, how many were looked at, the last of these unless the partition has ended, and its bytes. */
export type IndexPage = { sortKeys: string[]; looked: number; last?: string; bytes: number }

/** One page of a partition of an index. An index follows the table within moments: what matters is read again there. */
export async function indexPage(table: Table, where: IndexWhere): Promise<IndexPage> {
  const { index, partition, after, upTo, condition } = where
  const [pk, sk] = [`${index}pk`, `${index}sk`]
  const { Items, ScannedCount, LastEvaluatedKey, ConsumedCapacity } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: `#pk = :pk${upTo === undefined ? '' : ' AND #sk < :upTo'}`,
      ProjectionExpression: '#sk',
      ...(condition && { FilterExpression: condition.expression }),
      ExpressionAttributeNames: { '#pk': pk, '#sk': sk, ...condition?.ExpressionAttributeNames },
      ExpressionAttributeValues: {
        ':pk': partition,
        ...(upTo !== undefined && { ':upTo': `${upTo}\u{10FFFF}` }),
        ...condition?.ExpressionAttributeValues,
      },
      ...(after && { ExclusiveStartKey: { ...after.item, [pk]: partition, [sk]: after.sortKey } }),
      ScanIndexForward: !where.newestFirst,
      Limit: where.look,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  )
  return {
    sortKeys: (Items ?? []).map((item) => String(item[sk])),
    looked: ScannedCount ?? 0,
    ...(LastEvaluatedKey && { last: String(LastEvaluatedKey[sk]) }),
    bytes: bytesRead(ConsumedCapacity, false),
  }
}
