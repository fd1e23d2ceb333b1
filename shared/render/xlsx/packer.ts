import { strToU8, Zip, ZipDeflate } from 'fflate'

/** A ZIP archive in memory; the caller takes it away piece by piece. */
export function makePacker() {
  let pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  return {
    zip,
    file(path: string) {
      const entry = new ZipDeflate(path, { level: 6 })
      // A fixed time, so that the same table gives the same bytes.
      entry.mtime = '1980-01-01T00:00:00'
      zip.add(entry)
      return { push: (text: string, isLast = false) => entry.push(strToU8(text), isLast) }
    },
    taken(): Uint8Array {
      const taken = Buffer.concat(pieces)
      pieces = []
      return taken
    },
  }
}
