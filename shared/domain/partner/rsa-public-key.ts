import { createPublicKey } from 'node:crypto'
import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'

const firstLine = /^-----BEGIN (RSA )?PUBLIC KEY-----\n/

/**
 * Whether a text is a public RSA key: no private key, no certificate, not too short, and no exponent that makes forging
 * easy.
 */
function isPublicRsaKey(pem: string): boolean {
  if (!firstLine.test(pem)) return false
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem)
    const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {}
    return asymmetricKeyType === 'rsa' && modulusLength >= 2048 && modulusLength <= 4096 && publicExponent >= 3n
  } catch {
    return false
  }
}

/** A partner's RSA public key of 2048 to 4096 bits, PEM; refused with `public_key_shape`. */
export const RsaPublicKey = z
  .string()
  .max(2000)
  .overwrite((pem) => `${pem.replaceAll('\r\n', '\n').trim()}\n`)
  .refine(isPublicRsaKey, rule('public_key_shape'))
  .meta({
    id: 'RsaPublicKey',
    description: 'RSA public key, PEM (BEGIN PUBLIC KEY), 2048 to 4096 bits',
    pattern: firstLine.source,
  })
