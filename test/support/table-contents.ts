import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb'

/** Every item of a table as it is stored, in a fixed order. */
export async function tableContents(tableName: string): Promise<Record<string, unknown>[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const items: Record<string, unknown>[] = []
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...Items)
  return items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

const nameOf = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`

/** Stores an item unchecked, as a fault or a delayed index might leave it. */
export async function putBack(tableName: string, item: Record<string, unknown>): Promise<void> {
  await DynamoDBDocumentClient.from(new DynamoDBClient({})).send(new PutCommand({ TableName: tableName, Item: item }))
}
