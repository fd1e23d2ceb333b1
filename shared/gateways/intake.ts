import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { xlsxType } from '../domain/export/xlsx-type.ts'
import { signUploadForm, type UploadTerms } from './post-policy.ts'
import type { S3 } from './s3.ts'
import { upload } from './upload.ts'

/**
 * The store of files with personal data. It is separate from the issues, encrypted at rest, and keeps no versions.
 * Imports expire after `intakeDays`, uploads and exports after a day. Files of an erased person are removed or
 * overwritten.
 */
export const intake = (s3: S3, bucket: string) => ({
  /** A link by which anybody who has it can upload one object, for some seconds. */
  async uploadUrl(key: string, seconds: number): Promise<string> {
    const { client, PutObjectCommand, getSignedUrl } = await s3()
    return getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: 'text/csv' }), {
      expiresIn: seconds,
    })
  },
  /** A form by which a browser uploads one object straight into the store, within the terms. */
  async uploadForm(
    terms: Omit<UploadTerms, 'bucket'>,
    now: Date,
  ): Promise<{ action: string; fields: Record<string, string> }> {
    const { client, PutObjectCommand, getSignedUrl } = await s3()
    const { origin, pathname } = new URL(
      await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: terms.key })),
    )
    const signer = { credentials: await client.config.credentials(), region: await client.config.region() }
    return {
      action: origin + pathname.slice(0, -terms.key.length),
      fields: signUploadForm(signer, { ...terms, bucket }, now),
    }
  },
  /** A link by which anybody who has it can download an object under a file name, for some seconds. */
  async downloadUrl(key: string, fileName: string, seconds: number): Promise<string> {
    const { client, GetObjectCommand, getSignedUrl } = await s3()
    return getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: fileName.endsWith('.xlsx') ? xlsxType : 'text/csv; charset=utf-8',
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
      }),
      { expiresIn: seconds },
    )
  },
  /** Begins an object that is written piece by piece. */
  upload: (key: string, contentType: string) => upload(s3, { Bucket: bucket, Key: key }, contentType),
  async size(key: string): Promise<number | undefined> {
    const { client, HeadObjectCommand, NotFound } = await s3()
    try {
      return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  },
  /** Reads an object piece by piece. Undefined if it does not exist. */
  async open(key: string): Promise<Readable | undefined> {
    const { client, GetObjectCommand, NoSuchKey } = await s3()
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return Body instanceof Readable ? Body : undefined
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  },
  /** Reads a small object as a whole. Undefined if it does not exist, is empty, or is larger than `mostBytes`. */
  async read(key: string, mostBytes: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of (await this.open(key)) ?? []) {
      pieces.push(Buffer.from(piece))
      bytes += piece.length
      if (bytes > mostBytes) return undefined
    }
    return bytes === 0 ? undefined : Buffer.concat(pieces)
  },
  async put(key: string, body: Uint8Array, contentType: string): Promise<void> {
    const { client, PutObjectCommand } = await s3()
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }))
  },
  /** Writes lines of JSON, compressed. */
  async putLines(key: string, lines: string[]): Promise<void> {
    await this.put(key, gzipSync(lines.join('\n')), 'application/gzip')
  },
  async lines(key: string): Promise<string[]> {
    const compressed = await this.open(key)
    if (!compressed) return []
    const text = gunzipSync(await buffer(compressed)).toString('utf8')
    return text === '' ? [] : text.split('\n')
  },
  /** The keys of all objects under a prefix. */
  async keys(prefix: string): Promise<string[]> {
    const { client, ListObjectsV2Command } = await s3()
    const keys: string[] = []
    let next: string | undefined
    do {
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next })
      const { Contents = [], NextContinuationToken } = await client.send(command)
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []))
      next = NextContinuationToken
    } while (next !== undefined)
    return keys
  },
  async remove(key: string): Promise<void> {
    const { client, DeleteObjectCommand } = await s3()
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
  },
})
