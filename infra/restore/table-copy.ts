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

/**
 * Encodes bytes as Base64, as an export of DynamoDB does. `this[name]` is the value before `Buffer.toJSON` changes it.
 */
function encodeBytes(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const bytes = this[name]
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value
}

/**
 * Decodes a string under `B`, the type of bytes. An attribute that happens to be named `B` holds an object, not a
 * string, so it is left alone.
 */
const decodeBytes = (name: string, value: unknown): unknown =>
  name === 'B' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value

/**
 * Writes every item of a table into a gzip file, one per line, in the format of a DynamoDB export to S3 (`{"Item":{…}}`).
 * Returns the number of items.
 */
export async function exportTable(client: DynamoDBClient, table: string, file: string): Promise<number> {
  let items = 0
  async function* lines() {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
      items += Items.length
      yield Items.map((Item) => `${JSON.stringify({ Item }, encodeBytes)}\n`).join('')
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file))
  return items
}

/** Writes the items of an exported file into a table. Returns the number of items. */
export async function restoreTable(client: DynamoDBClient, table: string, file: string): Promise<number> {
  let items = 0
  let batch: WriteRequest[] = []
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) {
    const { Item }: { Item: Record<string, AttributeValue> } = JSON.parse(line, decodeBytes)
    batch.push({ PutRequest: { Item } })
    items += 1
    if (batch.length === perBatch) {
      await writeBatch(client, table, batch)
      batch = []
    }
  }
  if (batch.length > 0) await writeBatch(client, table, batch)
  return items
}

async function writeBatch(client: DynamoDBClient, table: string, batch: WriteRequest[]): Promise<void> {
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }))
  const unwrittenItems = UnprocessedItems?.[table]
  if (unwrittenItems && unwrittenItems.length > 0) await writeBatch(client, table, unwrittenItems)
}
