import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'

const perBatch = 25

/** Bytes are written as Base64, as an export of DynamoDB has them. `Buffer` would make something else of itself before. */
function written(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const bytes = this[name]
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value
}

/** A string under `B` is bytes: values of attributes, whatever their names, are objects that say their type. */
const read = (name: string, value: unknown): unknown =>
  name === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value

/**
 * Writes every item of a table into a file, one a line and packed, in the shape of an export of DynamoDB to S3
 * (`{"Item":{…}}`). Says how many there were.
 */
export async function exportTable(client: DynamoDBClient, table: string, file: string): Promise<number> {
  let items = 0
  async function* lines() {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
      items += Items.length
      yield Items.map((Item) => `${JSON.stringify({ Item }, written)}\n`).join('')
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file))
  return items
}

/** Writes the items of such a file into a table. Says how many there were. */
export async function restoreTable(client: DynamoDBClient, table: string, file: string): Promise<number> {
  let items = 0
  let batch: WriteRequest[] = []
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) {
    const { Item }: { Item: Record<string, AttributeValue> } = JSON.parse(line, read)
    batch.push({ PutRequest: { Item } })
    items += 1
    if (batch.length === perBatch) {
      await write(client, table, batch)
      batch = []
    }
  }
  if (batch.length > 0) await write(client, table, batch)
  return items
}

async function write(client: DynamoDBClient, table: string, batch: WriteRequest[]): Promise<void> {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }))
  const left = UnprocessedItems?.[table]
  if (left && left.length > 0) await write(client, table, left)
}
