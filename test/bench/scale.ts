import { randomUUID } from 'node:crypto'
import { type AttributeValue, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createTable } from '../../infra/local/create-table.ts'

export type Scale = Awaited<ReturnType<typeof makeScale>>

/**
 * Weighs items one by one: puts each alone into an empty table of the same shape, and asks the engine for the capacity
 * of the table and its indexes. (For a transaction, the engine reports the units of one item only.)
 */
export async function makeScale(client: DynamoDBClient) {
  const name = `scale-${randomUUID()}`
  await createTable(client, name)
  return async (item: Record<string, AttributeValue>): Promise<{ table: number; indexes: number }> => {
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({ TableName: name, Item: item, ReturnConsumedCapacity: 'INDEXES' }),
    )
    const indexes = Object.values(ConsumedCapacity?.GlobalSecondaryIndexes ?? {})
    return {
      table: ConsumedCapacity?.Table?.CapacityUnits ?? Number.NaN,
      indexes: indexes.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0),
    }
  }
}
