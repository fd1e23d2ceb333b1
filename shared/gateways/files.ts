import type { S3 } from './s3.ts'

/** Objects of the file store. A key is written once, because it contains the hash of the object. */
export const files = (s3: S3, bucket: string) => ({
  async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    const { client, PutObjectCommand } = await s3()
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }))
  },
  /** A link by which anybody who has it can download an object under a file name, for some seconds. */
  async downloadUrl(key: string, fileName: string, seconds: number): Promise<string> {
    const { client, GetObjectCommand, getSignedUrl } = await s3()
    return getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
      }),
      { expiresIn: seconds },
    )
  },
  async get(key: string): Promise<Uint8Array | undefined> {
    const { client, GetObjectCommand, NoSuchKey } = await s3()
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return await Body?.transformToByteArray()
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  },
})
