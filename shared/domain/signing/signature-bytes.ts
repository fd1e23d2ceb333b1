import { timingSafeEqual } from 'node:crypto'

/**
 * The bytes of a signature of known length. Undefined unless the text is their canonical form: lower-case hex, or base64 with
 * padding. So each signature has one text, and a re-encoded one is refused.
 */
export function readSignatureBytes(text: string, encoding: 'hex' | 'base64', length: number): Uint8Array | undefined {
  const writtenLength = encoding === 'hex' ? length * 2 : Math.ceil(length / 3) * 4
  if (text.length !== writtenLength) return undefined
  const bytes = Buffer.from(text, encoding)
  return bytes.length === length && bytes.toString(encoding) === text ? bytes : undefined
}

/** Compares bytes in constant time. The length is compared first, because it is no secret. */
export const areBytesEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)
