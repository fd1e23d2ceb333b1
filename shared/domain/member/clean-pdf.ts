/** Unpacks data. Returns undefined if the data is not packed, or would become too large. */
export type Inflate = (packed: Uint8Array) => Uint8Array | undefined

/**
 * Whether a document may run something or contain other files. A document also counts as such if it cannot be searched,
 * because it is encrypted or its objects are packed in an unusual way.
 */
export function isActivePdf(file: Buffer, inflate: Inflate): boolean {
  const plain = unescapeNames(file.toString('latin1'))
  if (isActive(plain)) return true
  let packedStreams = plain.match(/\/ObjStm(?![A-Za-z0-9])/g)?.length ?? 0
  for (const { dictionary, text } of unpackStreams(file, inflate)) {
    if (isActive(text)) return true
    if (isUsualPacking(dictionary) && /^\s*\d+\s+\d+/.test(text)) packedStreams--
  }
  return packedStreams > 0
}

/** Replaces the codes in names: `/J#61vaScript`. */
const unescapeNames = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** The names by which a document runs something, holds other files, or hides what it does. */
const activeName =
  /\/(?:JavaScript|Rendition|Launch|RichMedia|SubmitForm|ImportData|XFA|EmbeddedFiles?|FileAttachment|Encrypt)(?![A-Za-z0-9])/
/**
 * A file within the document. The name is so short that pictures contain it by chance, so what follows it must match
 * too.
 */
const innerFile = /\/EF\s*(?:<<|\d+\s+\d+\s+R)/

const isActive = (text: string): boolean => activeName.test(text) || innerFile.test(text)

/**
 * Whether a dictionary says that objects are deflated and not packed in any other way. It may hold no text or comment,
 * which could fake that.
 */
function isUsualPacking(dictionary: string): boolean {
  const filters = dictionary.match(/\/(?:Filter|DecodeParms|DP|F)(?![A-Za-z0-9])/g) ?? []
  const isDeflated = /\/Filter\s*(?:\/FlateDecode(?![A-Za-z0-9])|\[\s*\/FlateDecode\s*\])/.test(dictionary)
  const isObjects = /^obj\s*<<[^()%]*>>\s*$/.test(dictionary) && /\/ObjStm(?![A-Za-z0-9])/.test(dictionary)
  return isObjects && isDeflated && filters.length === 1
}

/** Unpacks the data after every word `stream`, no matter where it is, because a document may try to hide a stream. */
function* unpackStreams(file: Buffer, inflate: Inflate): Generator<{ dictionary: string; text: string }> {
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const start = at + 6 + (file[at + 6] === 0x0d ? 2 : 1)
    const stream = inflate(file.subarray(start))
    if (!stream) continue
    const dictionary = file.toString('latin1', Math.max(at - 1024, file.lastIndexOf('obj', at)), at)
    yield { dictionary: unescapeNames(dictionary), text: unescapeNames(Buffer.from(stream).toString('latin1')) }
  }
}

/**
 * Empties the EXIF of pictures in a document. Lengths stay the same, so that the document's table of offsets stays
 * right.
 */
export function withoutExif(file: Buffer): Buffer {
  const clean = Buffer.from(file)
  for (let at = clean.indexOf('Exif\0\0'); at >= 0; at = clean.indexOf('Exif\0\0', at + 6)) {
    const segment = at - 4
    if (segment < 0 || clean.readUInt16BE(segment) !== 0xffe1) continue
    clean.fill(0, at, Math.min(clean.length, segment + 2 + clean.readUInt16BE(segment + 2)))
  }
  return clean
}
