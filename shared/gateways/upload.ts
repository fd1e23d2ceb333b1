import type { S3 } from './s3.ts'

/** S3 takes parts of at least 5 MiB, except the last. */
const partBytes = 8 * 1024 * 1024

/**
 * Writes an object of any length with memory for two parts. When it is closed, the object appears as a whole, or not at
 * all. The first part is held back, because its beginning may be known last.
 */
export function upload(s3: S3, object: { Bucket: string; Key: string }, contentType: string) {
  const parts: { PartNumber: number; ETag: string | undefined }[] = []
  let uploadId: string | undefined
  let first: Uint8Array | undefined
  let pieces: Uint8Array[] = []
  let size = 0
  let bytesWritten = 0

  async function send(partNumber: number, body: Uint8Array): Promise<void> {
    const { client, CreateMultipartUploadCommand, UploadPartCommand } = await s3()
    uploadId ??= (await client.send(new CreateMultipartUploadCommand({ ...object, ContentType: contentType }))).UploadId
    const part = { ...object, UploadId: uploadId, PartNumber: partNumber }
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: body }))
    parts.push({ PartNumber: partNumber, ETag })
    bytesWritten += body.length
  }

  function takePart(): Uint8Array {
    const part = Buffer.concat(pieces)
    pieces = []
    size = 0
    return part
  }

  return {
    async write(piece: Uint8Array): Promise<void> {
      pieces.push(piece)
      size += piece.length
      if (size < partBytes) return
      if (first) await send(parts.length + 2, takePart())
      else first = takePart()
    },
    /** Completes the object, with `before` in front of everything else. Returns its length in bytes. */
    async close(before: Uint8Array): Promise<number> {
      const { client, CompleteMultipartUploadCommand, PutObjectCommand } = await s3()
      const rest = takePart()
      if (!first) {
        const body = Buffer.concat([before, rest])
        await client.send(new PutObjectCommand({ ...object, Body: body, ContentType: contentType }))
        return body.length
      }
      if (rest.length > 0) await send(parts.length + 2, rest)
      await send(1, Buffer.concat([before, first]))
      const Parts = parts.toSorted((a, b) => a.PartNumber - b.PartNumber)
      await client.send(
        new CompleteMultipartUploadCommand({ ...object, UploadId: uploadId, MultipartUpload: { Parts } }),
      )
      return bytesWritten
    },
    /** Gives up, and leaves nothing in the store. */
    async abort(): Promise<void> {
      if (!uploadId) return
      const { client, AbortMultipartUploadCommand } = await s3()
      await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: uploadId }))
    },
  }
}
