import { BatchWriteItemCommand, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { CopyObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { localConfig } from '../../infra/local/local-config.ts'

/** The most items that DynamoDB accepts in one batch. */
const batchItems = 25

/** Copies all items and objects of one deployment into the empty stores of another. */
export async function copyStores(from: string, to: string): Promise<void> {
  await Promise.all([
    copyTable(from, to),
    copyBucket(localConfig(from).BUCKET_NAME, localConfig(to).BUCKET_NAME),
    copyBucket(localConfig(from).INTAKE_BUCKET_NAME, localConfig(to).INTAKE_BUCKET_NAME),
  ])
}

async function copyTable(from: string, to: string): Promise<void> {
  const client = new DynamoDBClient({})
  for await (const { Items = [] } of paginateScan({ client }, { TableName: from, ConsistentRead: true }))
    for (let i = 0; i < Items.length; i += batchItems) {
      const requests = Items.slice(i, i + batchItems).map((Item) => ({ PutRequest: { Item } }))
      const { UnprocessedItems = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [to]: requests } }),
      )
      if (Object.keys(UnprocessedItems).length > 0) throw new Error(`Not every item of ${from} was copied`)
    }
}

async function copyBucket(from: string, to: string): Promise<void> {
  const client = new S3Client({ forcePathStyle: true })
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: from }))
  await Promise.all(
    Contents.map(({ Key = '' }) =>
      client.send(new CopyObjectCommand({ Bucket: to, Key, CopySource: `${from}/${encodeURI(Key)}` })),
    ),
  )
}
