import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import { startFauxqs } from 'fauxqs'

/**
 * Starts a stand-in for S3 inside this process (well under a second).
 *
 * @param directory where buckets and objects live as plain files; without one they live in memory
 */
export async function startObjectStore({ directory, port }: { directory?: string | undefined; port: number }) {
  const server = await startFauxqs({
    port,
    logger: false,
    ...(directory === undefined ? {} : { s3StorageDir: directory }),
  })
  // An address rather than `localhost`. The SDK then puts the bucket into the path, and no name has to resolve.
  return { endpoint: `http://127.0.0.1:${server.port}`, stop: () => server.stop() }
}

/** Creates a bucket. If it exists, the stand-in accepts this too and keeps its objects. */
export async function createBucket(client: S3Client, name: string): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket: name }))
}
