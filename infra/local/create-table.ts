import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb'
import { CommandRefusal } from '../command-refusal.ts'
import { tableShape } from '../table.ts'

/**
 * Creates the table that CDK would deploy. Fine if it exists already; throws `CommandRefusal` if an earlier version made it
 * in another shape.
 */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [tableShape, ...tableShape.indexes]
          .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
          .map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keySchema(tableShape),
        GlobalSecondaryIndexes: tableShape.indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index),
          Projection:
            index.projected.length > 0
              ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] }
              : { ProjectionType: 'KEYS_ONLY' },
        })),
      }),
    )
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
    await requireIndexes(client, name)
  }
}

async function requireIndexes(client: DynamoDBClient, name: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  const there = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName))
  if (tableShape.indexes.some((index) => !there.has(index.name)))
    throw new CommandRefusal(
      'The data was made by an earlier version: start over with --fresh, or give another --data.',
    )
}

const keySchema = ({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
]
