import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { writeSignedNote, writeVerifierKey } from '../domain/report/checkpoint.ts'

/** The prefix of an Ed25519 private key in PKCS #8; its 32 bytes follow (RFC 8410). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Signs checkpoints with an Ed25519 key. The seed is opened on first use, and no answer contains the private key.
 *
 * @param name the signer's name, as notes give it
 * @param openSeed opens the 32 bytes that the key is made of
 */
export function checkpointSigner(name: string, openSeed: () => Promise<Uint8Array>) {
  let keyPair: Promise<{ secret: KeyObject; publicKey: Uint8Array }> | undefined
  const open = async () => {
    const der = Buffer.concat([privateKeyPrefix, await openSeed()])
    const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const publicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)
    return { secret, publicKey }
  }
  const keys = () => {
    keyPair ??= open().catch((error: unknown) => {
      keyPair = undefined
      throw error
    })
    return keyPair
  }
  return {
    name,
    /** The public key, in the form for verifiers. */
    key: async (): Promise<string> => writeVerifierKey(name, (await keys()).publicKey),
    /** A text with its signature. */
    async sign(text: string): Promise<string> {
      const { secret, publicKey } = await keys()
      return writeSignedNote(text, name, publicKey, sign(null, Buffer.from(text), secret))
    },
  }
}
