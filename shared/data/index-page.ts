import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { ExpressionAttributes } from './placeholders.ts'
import { bytesRead, type Key, type Table } from './table.ts'

/** The name of an index. Its key attributes begin with this name. */
export type IndexName = 'gsi1' | 'gsi2' | 'gsi3'

/** A filter on a page. Items that it drops are still read, and paid for. */
export type Condition = ExpressionAttributes & { expression: string }

export type IndexWhere = {
  index: IndexName
  partition: string
  /** The place where the last page ended: its sort key, and the key of its item, which may no longer exist. */
  after?: { sortKey: string; item: Key } | undefined
  /** Excludes sort keys that begin with something later than this. */
  upTo?: string | undefined
  newestFirst: boolean
  /** How many places to read. */
  look: number
  condition?: Condition | undefined
}

/**
 * The sort keys of a page, how many places were read, the last of them (absent at the end of the partition), and the
 * bytes read.
 */
export type IndexPage = { sortKeys: string[]; keysRead: number; last?: string; bytes: number }

/**
 * Reads one page of a partition of an index. An index follows the table with a short delay, so callers read important
 * items again from the table.
 */
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
    keysRead: ScannedCount ?? 0,
    ...(LastEvaluatedKey && { last: String(LastEvaluatedKey[sk]) }),
    bytes: bytesRead(ConsumedCapacity, false),
  }
}
