/** The names with which a document acts, holds other files, or hides what it does. */
const activeNames = [
  ...['JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'SubmitForm', 'ImportData', 'XFA'],
  'Encrypt',
]

/** Unpacks data. Returns undefined when the data are not packed, or unpack to too many bytes. */
export type Inflate = (packed: Uint8Array) => Uint8Array | undefined

/**
 * Whether a document may run something or contain other files, or cannot be searched for that: it is encrypted, or its
 * objects are packed in an unusual way.
 */
export function isActivePdf(file: Buffer, inflate: Inflate): boolean {
  const plain = unescapeNames(file.toString('latin1'))
  if (namesIn(plain, activeNames)) return true
  const packed = plain.match(/\/ObjStm(?![A-Za-z0-9])/g)?.length ?? 0
  if (packed === 0) return false
  const streams = unpackStreams(file, inflate).map(unescapeNames)
  const isObjects = (text: string) => /^\s*\d+\s+\d+/.test(text)
  return streams.filter(isObjects).length < packed || streams.some((text) => namesIn(text, activeNames))
}

/** Names may be written with codes: `/J#61vaScript`. */
const unescapeNames = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const namesIn = (text: string, names: string[]): boolean =>
  new RegExp(`/(?:${names.join('|')})(?![A-Za-z0-9])`).test(text)

/** Tries to unpack the data after every word `stream`, wherever it is, because a document may try to hide a stream. */
function unpackStreams(file: Buffer, inflate: Inflate): string[] {
  const texts: string[] = []
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1)
    const unpacked = inflate(file.subarray(start))
    if (unpacked) texts.push(Buffer.from(unpacked).toString('latin1'))
  }
  return texts
}

/** Empties the EXIF of pictures in a document. Lengths stay, so the document's table of offsets stays right. */
export function withoutExif(file: Buffer): Buffer {
  const clean = Buffer.from(file)
  for (let at = clean.indexOf('Exif\0\0'); at >= 0; at = clean.indexOf('Exif\0\0', at + 6)) {
    const segment = at - 4
    if (segment < 0 || clean.readUInt16BE(segment) !== 0xffe1) continue
    clean.fill(0, at, Math.min(clean.length, segment + 2 + clean.readUInt16BE(segment + 2)))
  }
  return clean
}
