import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { IndexName } from './index-page.ts'
import type { Table } from './table.ts'

/** A page is 1 MB: some thousands of places. */
const mostPages = 20

/** How many places a partition of an index has; null when there are too many to count. It follows within moments. */
export async function indexCount(table: Table, index: IndexName, partition: string): Promise<number | null> {
  let sum = 0
  let from: Record<string, unknown> | undefined
  for (let page = 0; page < mostPages; page++) {
    const { Count = 0, LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: index,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': `${index}pk` },
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
