import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { IndexName } from './index-page.ts'
import type { Table } from './table.ts'

/** A page is 1 MB, which holds some thousands of items. */
const mostPages = 20

/**
 * Counts the items in one partition of the table or of an index. An index lags slightly behind the table. Null if there
 * are too many to count.
 */
export async function countPartition(
  table: Table,
  partition: string,
  index?: IndexName | undefined,
): Promise<number | null> {
  let sum = 0
  let from: Record<string, unknown> | undefined
  for (let page = 0; page < mostPages; page++) {
    const { Count = 0, LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        ...(index && { IndexName: index }),
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': `${index ?? ''}pk` },
        ExpressionAttributeValues: { ':pk': partition },
        Select: 'COUNT',
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    sum += Count
    if (!LastEvaluatedKey) return sum
    from = LastEvaluatedKey
  }
  return null
}

/** Counts the items of several partitions together. Null if one has too many to count. */
export async function countPartitions(
  table: Table,
  partitions: string[],
  index?: IndexName | undefined,
): Promise<number | null> {
  const counts = await Promise.all(partitions.map((partition) => countPartition(table, partition, index)))
  return counts.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0)
}
