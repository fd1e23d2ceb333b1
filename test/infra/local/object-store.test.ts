import { randomUUID } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createBucket, startObjectStore } from '../../../infra/local/object-store.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const Key = 'issues/2026/10-é (1).json.gz'
const Body = Uint8Array.from({ length: 3_000 }, (_, n) => n % 256)

it('returns the bytes and the type that were stored', async () => {
  const [client, Bucket] = [new S3Client({}), randomUUID()]
  await createBucket(client, Bucket)
  await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/gzip' }))
  const storedObject = await client.send(new GetObjectCommand({ Bucket, Key }))
  expect(await storedObject.Body?.transformToByteArray()).toEqual(Body)
  expect(storedObject.ContentType).toBe('application/gzip')
})

it('keeps buckets and objects over a restart', async () => {
  const [directory, Bucket] = [await scratchDirectory(), 'kept']
  const before = await startObjectStore({ directory, port: 0 })
  const client = new S3Client({ endpoint: before.endpoint })
  await createBucket(client, Bucket)
  await client.send(new PutObjectCommand({ Bucket, Key, Body }))
  await before.stop()

  const after = await startObjectStore({ directory, port: 0 })
  const sameClient = new S3Client({ endpoint: after.endpoint })
  await createBucket(sameClient, Bucket)
  const storedObject = await sameClient.send(new GetObjectCommand({ Bucket, Key }))
  expect(await storedObject.Body?.transformToByteArray()).toEqual(Body)
  await after.stop()
})
