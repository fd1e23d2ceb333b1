import type { Deps } from '../../deps.ts'
import { unpack } from '../tables/unpack.ts'
import { openUpload } from './import-files.ts'

const mostSamples = 3
const longestSample = 80
/** Reads no more than this for samples. */
const mostBytes = 200 * 1024 * 1024

/**
 * Reads sample lines of an upload that is not UTF-8, as Windows-1252: the first three with characters beyond ASCII.
 * Masks long numbers. Undefined if the file is not text in that encoding either.
 */
export async function readSampleLines(deps: Pick<Deps, 'intake'>, id: string): Promise<string[] | undefined> {
  const decoder = new TextDecoder('windows-1252')
  const samples: string[] = []
  let rest = ''
  for await (const piece of unpack(await openUpload(deps, id), mostBytes)) {
    // Text contains no control characters, and no bytes without a character in Windows-1252.
    if (piece.some((byte) => notInText.has(byte))) return undefined
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r\n|\r|\n/)
    rest = lines.pop()?.slice(0, longestSample) ?? ''
    samples.push(...lines.filter(hasNonAscii).map(maskNumbers))
    if (samples.length >= mostSamples) return samples.slice(0, mostSamples)
  }
  return [...samples, ...[rest].filter(hasNonAscii).map(maskNumbers)]
}

const notInText = new Set(
  [...Array(32).keys(), 0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].filter((byte) => ![9, 10, 13].includes(byte)),
)

const hasNonAscii = (line: string): boolean => /[^ -~\t]/.test(line)

const maskNumbers = (line: string): string => line.slice(0, longestSample).replace(/\d{6,}/g, '…')
