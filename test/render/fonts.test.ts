import { expect, test } from 'vitest'
import { fontWeights, trueType } from '../../shared/render/fonts.ts'

/** As OpenType has it: the sum of a table's four-byte numbers, of `head` without its third. */
function checksumOf(table: Buffer, tag: string): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4)
    if (tag !== 'head' || at !== 8) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}

test.each(fontWeights)('each table of the font of weight %i is unpacked to what its checksum says', (weight) => {
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
