import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { xlsxType } from '../domain/export.ts'
import { upload } from './upload.ts'

/**
 * The store of files that bring or hand out personal data, apart from the issues: encrypted at rest, without versions,
 * and emptied by the clock (`intakeDays`). What must be forgotten is removed or written over.
 */
export const intake = (s3: S3Client, bucket: string) => ({
  /** A link by which whoever has it may upload one object, for some seconds. */
  uploadUrl: (key: string, seconds: number): Promise<string> =>
    getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: 'text/csv' }), {
      expiresIn: seconds,
    }),
  /** A link by which whoever has it may download an object under a file name, for some seconds. */
  downloadUrl: (key: string, fileName: string, seconds: number): Promise<string> =>
    getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: fileName.endsWith('.xlsx') ? xlsxType : 'text/csv; charset=utf-8',
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
      }),
      { expiresIn: seconds },
    ),
  /** Begins an object that is written piece by piece. */
  upload: (key: string, contentType: string) => upload(s3, { Bucket: bucket, Key: key }, contentType),
  async size(key: string): Promise<number | undefined> {
    try {
      return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  },
  /** An object piece by piece; `undefined` when it is not there. */
  async open(key: string): Promise<Readable | undefined> {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return Body instanceof Readable ? Body : undefined
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  },
  async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }))
  },
  /** Lines of JSON, packed. */
  async putLines(key: string, lines: string[]): Promise<void> {
    await this.put(key, gzipSync(lines.join('\n')), 'application/gzip')
  },
  async lines(key: string): Promise<string[]> {
    const packed = await this.open(key)
    if (!packed) return []
    const text = gunzipSync(await buffer(packed)).toString('utf8')
    return text === '' ? [] : text.split('\n')
  },
  async remove(key: string): Promise<void> {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
  },
})
