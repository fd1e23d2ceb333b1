import { expect, test } from 'vitest'
import { fontWeights, trueType } from '../../shared/render/fonts.ts'
import { drawable } from '../../shared/render/printable.ts'

/** A checksum as OpenType defines it: the sum of a table's four-byte numbers; for `head`, without the third. */
function checksumOf(table: Buffer, tag: string): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4)
    if (tag !== 'head' || at !== 8) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}

test.each(fontWeights)('each unpacked table of the font of weight %i has its checksum', (weight) => {
  const font = trueType(weight)
  const count = font.readUInt16BE(4)
  expect(count).toBeGreaterThan(9)
  for (let i = 0; i < count; i++) {
    const at = 12 + i * 16
    const tag = font.toString('latin1', at, at + 4)
    const [checksum, offset = 0, length = 0] = [4, 8, 12].map((n) => font.readUInt32BE(at + n))
    expect([tag, offset % 4, checksumOf(font.subarray(offset, offset + length), tag)]).toEqual([tag, 0, checksum])
  }
})

/** The code points that a font draws, from format 4 of its table `cmap`, which covers the first plane. */
function codePointsOf(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * 16)
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0
  const cmap = font.subarray(font.readUInt32BE(entry + 8))
  const encodings = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + i * 8 + 4))
  const table = cmap.subarray(encodings.find((at) => cmap.readUInt16BE(at) === 4))
  const count = table.readUInt16BE(6) / 2
  const found = new Set<number>()
  for (let i = 0; i < count; i++) {
    const [end, start] = [table.readUInt16BE(14 + i * 2), table.readUInt16BE(16 + (count + i) * 2)]
    for (let code = start; code <= end; code++) found.add(code)
  }
  return found
}

test.each(fontWeights)(
  'the font of weight %i has a glyph for every character that is treated as printable',
  (weight) => {
    const glyphs = codePointsOf(trueType(weight))
    const printableCodes = Array.from({ length: 0xd800 }, (_, code) => code).filter((code) =>
      drawable.test(String.fromCharCode(code)),
    )
    expect(printableCodes.length).toBeGreaterThan(190)
    expect(printableCodes.filter((code) => !glyphs.has(code))).toEqual([])
    expect(glyphs.has(0x2192)).toBe(false)
  },
)
