import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms'

/** 64 bytes of key material, in the clear and as KMS wrapped it. */
export type WrappedKey = { plain: Uint8Array; wrapped: Uint8Array }

/** Makes and unwraps the key material of the keyring with a KMS key; `purpose` is bound to it as encryption context. */
export const keyWrapper = (kms: KMSClient, keyId: string) => {
  const context = { purpose: 'capaian-keyring' }
  return {
    async generate(): Promise<WrappedKey> {
      const { Plaintext, CiphertextBlob } = await kms.send(
        new GenerateDataKeyCommand({ KeyId: keyId, NumberOfBytes: 64, EncryptionContext: context }),
      )
      if (!Plaintext || !CiphertextBlob) throw new Error('KMS returned no data key')
      return { plain: Plaintext, wrapped: CiphertextBlob }
    },
    async unwrap(wrapped: Uint8Array): Promise<Uint8Array> {
      const { Plaintext } = await kms.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: context }),
      )
      if (!Plaintext) throw new Error('KMS returned no plaintext')
      return Plaintext
    },
  }
}
export type KeyWrapper = ReturnType<typeof keyWrapper>
