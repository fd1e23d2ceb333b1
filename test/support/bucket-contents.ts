import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'

/** The keys of all objects in a bucket. */
export async function bucketContents(bucket: string): Promise<string[]> {
  const { Contents = [] } = await new S3Client({ forcePathStyle: true }).send(
    new ListObjectsV2Command({ Bucket: bucket }),
  )
  return Contents.map(({ Key = '' }) => Key).toSorted()
}
