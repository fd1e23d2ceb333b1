import type { S3 } from './s3.ts'

/** S3 takes parts of five MiB and more, but for the last. */
const partBytes = 8 * 1024 * 1024

/**
 * Writes an object piece by piece, in the memory of two parts however long it gets. It is there as a whole when it is
 * closed, or not at all. Its beginning may be known last: the first part is kept back until then.
 */
export function upload(s3: S3, object: { Bucket: string; Key: string }, contentType: string) {
  const parts: { PartNumber: number; ETag: string | undefined }[] = []
  let uploadId: string | undefined
  let first: Uint8Array | undefined
  let pieces: Uint8Array[] = []
  let size = 0
  let written = 0

  async function send(partNumber: number, body: Uint8Array): Promise<void> {
    const { client, CreateMultipartUploadCommand, UploadPartCommand } = await s3()
    uploadId ??= (await client.send(new CreateMultipartUploadCommand({ ...object, ContentType: contentType }))).UploadId
    const part = { ...object, UploadId: uploadId, PartNumber: partNumber }
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: body }))
    parts.push({ PartNumber: partNumber, ETag })
    written += body.length
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
    /** Puts the object there, with what stands before everything else. Gives its length in bytes. */
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
      return written
    },
    /** Gives up; nothing of it stays. */
    async abort(): Promise<void> {
      if (!uploadId) return
      const { client, AbortMultipartUploadCommand } = await s3()
      await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: uploadId }))
    },
  }
}
