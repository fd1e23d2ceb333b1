import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from '../csv-records.ts'

const isGzip = (piece: Uint8Array): boolean => piece[0] === 0x1f && piece[1] === 0x8b

/**
 * Reads a file piece by piece, and unpacks gzip. Throws `UnreadableFile` when it is damaged or larger, unpacked, than
 * `mostBytes`: a small file may unpack to any size.
 */
export async function* unpack(file: Readable, mostBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of await openPieces(file)) {
    bytes += piece.length
    if (bytes > mostBytes)
      throw new UnreadableFile({ code: 'import_too_large', params: { limitMB: mostBytes / 1024 / 1024 } })
    yield piece
  }
}

async function openPieces(file: Readable): Promise<AsyncIterable<Uint8Array>> {
  const pieces: AsyncIterator<Uint8Array> = file[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done) return Readable.from([])
  async function* whole() {
    yield first.value
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  }
  if (!isGzip(first.value)) return whole()
  const gunzip = createGunzip()
  pipeline(Readable.from(whole()), gunzip, () => {})
  return damagedIsUnreadable(gunzip)
}

async function* damagedIsUnreadable(gunzip: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* gunzip
  } catch {
    throw new UnreadableFile({ code: 'import_gzip_broken' })
  }
}
