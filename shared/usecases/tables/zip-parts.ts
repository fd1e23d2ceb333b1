import { crc32, createInflateRaw } from 'node:zlib'
import { UnreadableFile } from './unreadable-file.ts'

/** A file within a ZIP. `read` unpacks it piece by piece. */
export type ZipPart = { path: string; read(): AsyncGenerator<Buffer> }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endLength = 22
const longestComment = 0xffff

/** No real workbook has more parts than this. */
const mostParts = 10_000

/**
 * Lists the files in a ZIP by path, from its directory. A file is unpacked only when it is read. All that is read from
 * one ZIP may have at most `mostBytes`, because a small file may unpack to any size. Throws `UnreadableFile`.
 */
export function listZipParts(zip: Buffer, mostBytes: number): Map<string, ZipPart> {
  const budget = { left: mostBytes }
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const parts = new Map<string, ZipPart>()
  for (let i = 0; i < count; i++) {
    if (count > mostParts || at + 46 > zip.length || zip.readUInt32LE(at) !== entryMark) throw makeBrokenWorkbook()
    const [isEncrypted, method] = [(zip.readUInt16LE(at + 8) & 1) === 1, zip.readUInt16LE(at + 10)]
    if (isEncrypted) throw new UnreadableFile({ code: 'import_workbook_locked' })
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const [checksum, bytes, local] = [16, 20, 42].map((offset) => zip.readUInt32LE(at + offset))
    const entry = { method, checksum, bytes: bytes ?? 0, local: local ?? 0 }
    const path = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    if (parts.has(path)) throw makeBrokenWorkbook()
    parts.set(path, { path, read: () => unpackPart(zip, entry, budget) })
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return parts
}

const makeBrokenWorkbook = () => new UnreadableFile({ code: 'import_workbook_broken' })

function findEnd(zip: Buffer): number {
  for (let at = zip.length - endLength; at >= Math.max(0, zip.length - endLength - longestComment); at--)
    if (zip.readUInt32LE(at) === endMark) return at
  throw makeBrokenWorkbook()
}

type Packed = { method: number | undefined; checksum: number | undefined; bytes: number; local: number }

async function* unpackPart(
  zip: Buffer,
  { method, checksum, bytes, local }: Packed,
  budget: { left: number },
): AsyncGenerator<Buffer> {
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== localMark) throw makeBrokenWorkbook()
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packedBytes = zip.subarray(start, start + bytes)
  if (packedBytes.length < bytes || (method !== 0 && method !== 8)) throw makeBrokenWorkbook()
  let found = 0
  for await (const piece of method === 0 ? inPieces(packedBytes) : inflate(packedBytes)) {
    budget.left -= piece.length
    if (budget.left < 0) throw new UnreadableFile({ code: 'import_workbook_bomb' })
    found = crc32(piece, found)
    yield piece
  }
  if (found !== checksum) throw makeBrokenWorkbook()
}

const pieceBytes = 262_144

function* inPieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: pieceBytes })
  stream.end(packed)
  try {
    for await (const piece of stream) {
      if (!Buffer.isBuffer(piece)) throw makeBrokenWorkbook()
      yield piece
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : makeBrokenWorkbook()
  }
}
