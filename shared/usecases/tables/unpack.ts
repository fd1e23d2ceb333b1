import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UnreadableFile } from './unreadable-file.ts'

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

/**
 * Reads a file piece by piece, and unpacks gzip. `onPiece` receives every piece as it is read. Throws `UnreadableFile` for a
 * damaged file, and for one that unpacks to more than `mostBytes`, because a small file may unpack to any size.
 */
export async function* unpack(
  file: AsyncIterable<Uint8Array>,
  mostBytes: number,
  onPiece: (piece: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of await openPieces(file)) {
    bytes += piece.length
    if (bytes > mostBytes)
      throw new UnreadableFile({ code: 'import_too_large', params: { limitMB: mostBytes / 1024 / 1024 } })
    onPiece(piece)
    yield piece
  }
}

async function openPieces(file: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { head, whole } = await peek(file)
  if (!isGzip(head)) return whole
  const gunzip = createGunzip()
  pipeline(Readable.from(whole), gunzip, () => {})
  return refuseDamaged(gunzip)
}

async function* refuseDamaged(gunzip: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* gunzip
  } catch {
    throw new UnreadableFile({ code: 'import_gzip_broken' })
  }
}

/** The first piece of a file, and the whole file again. */
async function peek(file: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; whole: AsyncGenerator<Uint8Array> }> {
  const pieces = file[Symbol.asyncIterator]()
  const first = await pieces.next()
  async function* whole() {
    if (first.done) return
    try {
      yield first.value
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
    } finally {
      await pieces.return?.()
    }
  }
  return { head: first.done ? new Uint8Array() : first.value, whole: whole() }
}
