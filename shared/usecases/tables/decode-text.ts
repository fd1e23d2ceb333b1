import { UnreadableFile } from './unreadable-file.ts'

export type Encoding = 'utf-8' | 'windows-1252'

/** The byte order marks, and the encodings that they name. */
const byteOrderMarks: [number[], string][] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * Decodes a text file piece by piece, as its byte order mark or its first letter says, otherwise in the encoding `told`. Throws
 * `UnreadableFile` when the bytes are not valid in that encoding.
 */
export async function* decodeText(file: AsyncIterable<Uint8Array>, givenEncoding: Encoding): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head = new Uint8Array()
  try {
    for await (const piece of file) {
      if (decoder) {
        yield decoder.decode(piece, { stream: true })
        continue
      }
      head = Buffer.concat([head, piece])
      if (head.length < 2) continue
      decoder = new TextDecoder(findMark(head) ?? givenEncoding, { fatal: true })
      yield decoder.decode(head, { stream: true })
    }
    decoder ??= new TextDecoder(givenEncoding, { fatal: true })
    yield head.length < 2 ? decoder.decode(head) : decoder.decode()
  } catch (error) {
    throw error instanceof TypeError ? new UnreadableFile({ code: 'import_encoding' }) : error
  }
}

/** The encoding that a byte order mark names. Without a mark, a byte of 0 next to the first letter shows UTF-16. */
const findMark = (head: Uint8Array): string | undefined =>
  byteOrderMarks.find(([mark]) => mark.every((byte, i) => head[i] === byte))?.[1] ??
  (head[1] === 0 ? 'utf-16le' : head[0] === 0 ? 'utf-16be' : undefined)
