/** Why a picture cannot be read. */
export class BrokenImage extends Error {
  override name = 'BrokenImage'
}

const marker = { start: 0xd8, end: 0xd9, scan: 0xda, app0: 0xe0, app1: 0xe1, app14: 0xee, comment: 0xfe }
const isApplication = (code: number): boolean => code >= marker.app0 && code <= 0xef

/**
 * Rewrites a JPEG without what a camera or program says about it: EXIF with the place, XMP, thumbnails, comments, and
 * everything after the picture. Keeps the picture's orientation. Throws `BrokenImage`.
 */
export function cleanJpeg(file: Buffer): Buffer {
  const keptParts: Buffer[] = [file.subarray(0, 2)]
  let turn = 1
  let at = 2
  for (;;) {
    // A marker may be preceded by any number of fill bytes.
    while (file[at] === 0xff && file[at + 1] === 0xff) at++
    const code = file[at + 1]
    if (file[at] !== 0xff || code === undefined) throw new BrokenImage('There is no marker')
    if (code === marker.end) return Buffer.concat([...withTurn(keptParts, turn), Buffer.of(0xff, marker.end)])
    if (at + 4 > file.length) throw new BrokenImage('A segment is cut off')
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length || end < at + 4) throw new BrokenImage('A segment is cut off')
    const payload = file.subarray(at + 4, end)
    if (code === marker.app1) turn = readTurn(payload) ?? turn
    const next = code === marker.scan ? findScanEnd(file, end) : end
    if (isKept(code, payload)) keptParts.push(file.subarray(at, next))
    at = next
  }
}

/** Colours depend on two application segments. All others say something about the picture. */
function isKept(code: number, payload: Buffer): boolean {
  if (code === marker.app0) return payload.toString('latin1', 0, 5) === 'JFIF\0'
  if (code === marker.app14) return payload.toString('latin1', 0, 5) === 'Adobe'
  return !isApplication(code) && code !== marker.comment
}

/** Finds the end of coded data: the next marker that is neither a stuffed byte nor a restart. */
function findScanEnd(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const code = file[at + 1] ?? 0
    if (code !== 0 && code !== 0xff && !(code >= 0xd0 && code <= 0xd7)) return at
  }
  throw new BrokenImage('The picture is cut off')
}

const orientation = 0x0112

/** Reads the orientation (1 to 8) from EXIF. */
function readTurn(payload: Buffer): number | undefined {
  if (payload.toString('latin1', 0, 6) !== 'Exif\0\0' || payload.length < 14) return undefined
  const tiff = payload.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0; i < short(first); i++) {
    const entry = first + 2 + 12 * i
    const value = short(entry + 8)
    if (short(entry) === orientation) return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** Inserts an EXIF segment that holds only the orientation. */
function withTurn([start, ...rest]: Buffer[], turn: number): Buffer[] {
  if (!start || turn === 1) return start ? [start, ...rest] : rest
  const exif = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010000000000000000', 'hex')
  exif.writeUInt16BE(turn, 28)
  // JFIF must be the first segment.
  const [jfif, ...others] = rest
  return jfif?.[1] === marker.app0 ? [start, jfif, exif, ...others] : [start, exif, ...rest]
}

export const pngStart = Buffer.from('89504e470d0a1a0a', 'hex')

/** The chunks that a PNG needs to look the same. */
const neededChunks = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'pHYs', 'bKGD']

/** Rewrites a PNG without texts, EXIF, times, and everything after the picture. Throws `BrokenImage`. */
export function cleanPng(file: Buffer): Buffer {
  const keptParts: Buffer[] = [pngStart]
  let at = pngStart.length
  for (;;) {
    if (at + 12 > file.length) throw new BrokenImage('A chunk is cut off')
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length) throw new BrokenImage('A chunk is cut off')
    const name = file.toString('latin1', at + 4, at + 8)
    if (keptParts.length === 1 && name !== 'IHDR') throw new BrokenImage('There is no header')
    if (neededChunks.includes(name)) keptParts.push(file.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(keptParts)
    at = end
  }
}
