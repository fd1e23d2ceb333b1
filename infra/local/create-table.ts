import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { CommandRefusal } from '../command-refusal.ts'
import { tableShape } from '../table.ts'

type Keys = { partitionKey: string; sortKey: string }

const pollMs = 20

/**
 * Creates the table that CDK would deploy, unless it exists. Throws `CommandRefusal` if an earlier version of the
 * program made the table in another shape.
 *
 * @param isIndexed whether to create the indexes now. If not, call `addIndexes` once the table is filled
 */
export async function createTable(client: DynamoDBClient, name: string, isIndexed = true): Promise<void> {
  const indexes = isIndexed ? tableShape.indexes : []
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keyAttributes(tableShape, ...indexes),
        KeySchema: keySchema(tableShape),
        ...(isIndexed && { GlobalSecondaryIndexes: indexes.map(indexDefinition) }),
      }),
    )
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
    await requireIndexes(client, name)
  }
}

/**
 * Adds the indexes to a table that was created without them. A table with indexes is slow to fill, because the engine
 * then reads its whole schema again for every item.
 */
export async function addIndexes(client: DynamoDBClient, name: string): Promise<void> {
  for (const index of tableShape.indexes) {
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: keyAttributes(tableShape, index),
        GlobalSecondaryIndexUpdates: [{ Create: indexDefinition(index) }],
      }),
    )
    while ((await readIndexes(client, name)).get(index.name) !== 'ACTIVE') await sleep(pollMs)
  }
}

async function requireIndexes(client: DynamoDBClient, name: string): Promise<void> {
  const existing = await readIndexes(client, name)
  if (tableShape.indexes.some((index) => !existing.has(index.name)))
    throw new CommandRefusal(
      'The data was made by an earlier version: start over with --fresh, or give another --data.',
    )
}

/** The indexes of the table by name, with their states. */
async function readIndexes(client: DynamoDBClient, name: string): Promise<Map<string, string>> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  return new Map(Table?.GlobalSecondaryIndexes?.map(({ IndexName = '', IndexStatus = '' }) => [IndexName, IndexStatus]))
}

const keyAttributes = (...keys: Keys[]): AttributeDefinition[] =>
  keys
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
    .map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))

const keySchema = ({ partitionKey, sortKey }: Keys) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
]

const indexDefinition = (index: (typeof tableShape.indexes)[number]): GlobalSecondaryIndex => ({
  IndexName: index.name,
  KeySchema: keySchema(index),
  Projection:
    index.projected.length > 0
      ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] }
      : { ProjectionType: 'KEYS_ONLY' },
})
