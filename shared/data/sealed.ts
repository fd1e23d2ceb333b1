import * as z from 'zod'
import type { Keyring } from '../gateways/keyring.ts'

/** The attribute in which an item keeps its personal data and free text, encrypted. */
export const SealedBytes = z.instanceof(Uint8Array)

/**
 * Seals and opens the attribute `sealed` of one kind of item. The bytes are bound to the kind and the id, so they do
 * not open when copied into another item.
 */
export function sealer<T extends z.ZodType>(keys: Keyring, kind: string, schema: T) {
  const context = (id: string) => `${kind}:${id}`
  return {
    seal: (id: string, words: unknown): Uint8Array => keys.seal(words, context(id)),
    open: (id: string, sealed: Uint8Array): z.output<T> => schema.parse(keys.open(sealed, context(id))),
  }
}
