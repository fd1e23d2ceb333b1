import { constants, crc32, deflateRawSync } from 'node:zlib'

type Entry = { path: Buffer; start: number; crc: number; packed: number; size: number }

/**
 * The most bytes of a text that are compressed at once. A longer text would hardly become smaller, and would need more
 * memory.
 */
const enoughBytes = 256 * 1024
/** 1 January 1980. A fixed date, so that the same table gives the same bytes. */
const fixedDate = 0x21
/** Says that names are UTF-8, and that the sizes of a file follow its data. */
const flags = 0x0808
const deflateMethod = 8
const version = 20

/** Numbers of two or four bytes, the lowest byte first. */
function writeNumbers(...numbers: [value: number, bytes: 2 | 4][]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of numbers) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

/**
 * Makes a ZIP archive in memory (PKWARE's APPNOTE), which the caller takes away piece by piece. Before the next file
 * begins, push the whole text of this one and mark its last piece.
 */
export function makePacker() {
  let pieces: Buffer[] = []
  let length = 0
  const entries: Entry[] = []
  const write = (piece: Buffer): void => {
    pieces.push(piece)
    length += piece.length
  }
  const describeSizes = ({ crc, packed, size }: Entry): [number, 4][] => [
    [crc, 4],
    [packed, 4],
    [size, 4],
  ]
  return {
    file(path: string) {
      const entry: Entry = { path: Buffer.from(path), start: length, crc: 0, packed: 0, size: 0 }
      entries.push(entry)
      const head = writeNumbers([0x04034b50, 4], [version, 2], [flags, 2], [deflateMethod, 2], [0, 2], [fixedDate, 2])
      write(Buffer.concat([head, writeNumbers([0, 4], [0, 4], [0, 4], [entry.path.length, 2], [0, 2]), entry.path]))
      let waitingText = ''
      return {
        push(text: string, isLast = false): void {
          waitingText += text
          if (!isLast && waitingText.length < enoughBytes) return
          const plain = Buffer.from(waitingText)
          waitingText = ''
          const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
          const compressed = deflateRawSync(plain, { level: 6, finishFlush })
          write(compressed)
          entry.crc = crc32(plain, entry.crc)
          entry.packed += compressed.length
          entry.size += plain.length
          if (isLast) write(writeNumbers([0x08074b50, 4], ...describeSizes(entry)))
        },
      }
    },
    /** Writes the list of files, which completes the archive. */
    end(): void {
      const start = length
      for (const entry of entries) {
        const head = writeNumbers([0x02014b50, 4], [version, 2], [version, 2], [flags, 2], [deflateMethod, 2], [0, 2])
        const rest = writeNumbers(
          [fixedDate, 2],
          ...describeSizes(entry),
          [entry.path.length, 2],
          [0, 4],
          [0, 4],
          [0, 4],
        )
        write(Buffer.concat([head, rest, writeNumbers([entry.start, 4]), entry.path]))
      }
      const count = entries.length
      write(writeNumbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [length - start, 4], [start, 4], [0, 2]))
    },
    takeBytes(): Uint8Array {
      const bytes = Buffer.concat(pieces)
      pieces = []
      return bytes
    },
  }
}
