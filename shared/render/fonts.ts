import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

/** Weights of Plus Jakarta Sans (SIL Open Font License, `fonts/LICENSE.txt`), as WOFF for PDF and WOFF2 for pages. */
export const fontWeights = [400, 600, 800] as const
export type FontWeight = (typeof fontWeights)[number]

/** A font's bytes. The font's file is in the folder of this module, or of the bundle that contains it. */
export const fontFile = (weight: FontWeight, type: 'woff' | 'woff2'): Buffer =>
  readFileSync(new URL(`./fonts/plus-jakarta-sans-latin-${weight}-normal.${type}`, import.meta.url))

const trueTypes = new Map<FontWeight, Buffer>()

/**
 * A font as TrueType, unpacked once. The PDF library would unpack WOFF for every document, which took two fifths of its
 * time. Throws an Error if the file is not WOFF.
 */
export function trueType(weight: FontWeight): Buffer {
  const existing = trueTypes.get(weight)
  if (existing) return existing
  const font = unpackWoff(fontFile(weight, 'woff'))
  trueTypes.set(weight, font)
  return font
}

const woffHeader = { length: 44, entry: 20 }
const sfntHeader = { length: 12, entry: 16 }

/** Converts WOFF 1.0 (W3C 2012, sections 3 to 5), which is a TrueType file whose tables are compressed one by one. */
function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is no WOFF')
  const tableCount = woff.readUInt16BE(12)
  const head = Buffer.alloc(sfntHeader.length + tableCount * sfntHeader.entry)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(tableCount, 4)
  const power = Math.floor(Math.log2(tableCount))
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (tableCount - 2 ** power), 10)
  const pieces: Uint8Array[] = [head]
  let end = head.length
  for (let i = 0; i < tableCount; i++) {
    const entry = woffHeader.length + i * woffHeader.entry
    const [offset, packedLength, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at))
    const compressed = woff.subarray(offset, (offset ?? 0) + (packedLength ?? 0))
    const table = packedLength === length ? compressed : inflateSync(compressed)
    const to = sfntHeader.length + i * sfntHeader.entry
    woff.copy(head, to, entry, entry + 4)
    woff.copy(head, to + 4, entry + 16, entry + 20)
    head.writeUInt32BE(end, to + 8)
    head.writeUInt32BE(table.length, to + 12)
    // Tables begin at multiples of four bytes.
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4)
    pieces.push(table, padding)
    end += table.length + padding.length
  }
  return Buffer.concat(pieces)
}
