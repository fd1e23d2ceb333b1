import { randomUUID } from 'node:crypto'
import { DescribeTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { createTable } from '../../../infra/local/create-table.ts'

const client = new DynamoDBClient({})

it('creates the table as it is deployed', async () => {
  const TableName = randomUUID()
  await createTable(client, TableName)
  const { Table } = await client.send(new DescribeTableCommand({ TableName }))
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'gsi1',
        KeySchema: [
          { AttributeName: 'gsi1pk', KeyType: 'HASH' },
          { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  })
})

it('leaves a table that exists as it is', async () => {
  const TableName = randomUUID()
  await createTable(client, TableName)
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
  await createTable(client, TableName)
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(1)
})

it('does not hide a refusal', async () => {
  await expect(createTable(client, 'no spaces allowed')).rejects.toThrow()
})
