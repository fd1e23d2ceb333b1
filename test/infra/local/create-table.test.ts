import { randomUUID } from 'node:crypto'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { addIndexes, createTable } from '../../../infra/local/create-table.ts'

const client = new DynamoDBClient({})

const madeAtOnce = (name: string) => createTable(client, name)
const indexedLater = async (name: string) => {
  await createTable(client, name, false)
  const Item = { pk: { S: 'A' }, sk: { S: 'A' }, gsi2pk: { S: 'LIST' }, gsi2sk: { S: '1' } }
  await client.send(new PutItemCommand({ TableName: name, Item }))
  await addIndexes(client, name)
  const [KeyConditionExpression, ExpressionAttributeValues] = ['gsi2pk = :list', { ':list': { S: 'LIST' } }]
  const query = { TableName: name, IndexName: 'gsi2', KeyConditionExpression, ExpressionAttributeValues }
  expect((await client.send(new QueryCommand(query))).Count).toBe(1)
}

it.each([
  ['at once', madeAtOnce],
  ['and indexed once it is filled', indexedLater],
])('creates the table as it is deployed, %s', async (_, make) => {
  const TableName = randomUUID()
  await make(TableName)
  const { Table } = await client.send(new DescribeTableCommand({ TableName }))
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  })
  const indexes = Table?.GlobalSecondaryIndexes?.toSorted((a, b) =>
    (a.IndexName ?? '') < (b.IndexName ?? '') ? -1 : 1,
  )
  const filtered = ['agency', 'area', 'attained', 'category', 'gsi1pk', 'identity', 'status']
  expect(
    indexes?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection: { ...Projection, NonKeyAttributes: Projection?.NonKeyAttributes?.toSorted() ?? [] },
    })),
  ).toEqual(
    (['gsi1', 'gsi2', 'gsi3'] as const).map((name) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: `${name}pk`, KeyType: 'HASH' },
        { AttributeName: `${name}sk`, KeyType: 'RANGE' },
      ],
      Projection:
        name === 'gsi1'
          ? { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: [] }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: filtered },
    })),
  )
})

it('leaves a table that exists as it is', async () => {
  const TableName = randomUUID()
  await createTable(client, TableName)
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
  await createTable(client, TableName)
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(1)
})

it('says that a table of an earlier version has another shape', async () => {
  const TableName = randomUUID()
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  )
  await expect(createTable(client, TableName)).rejects.toThrow('start over with --fresh')
})

it('does not hide a refusal', async () => {
  await expect(createTable(client, 'no spaces allowed')).rejects.toThrow()
})
