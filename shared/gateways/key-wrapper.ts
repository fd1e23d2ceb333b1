import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms'

/** 64 bytes of key material, in the clear and as wrapped by KMS. */
export type WrappedKey = { plain: Uint8Array; wrapped: Uint8Array }

/** What key material is for. Each function may unwrap only the purposes granted to it. */
type KeyPurpose = 'capaian-keyring' | 'capaian-checkpoint'

/** Makes and unwraps key material with a KMS key. The purpose is bound to the material as encryption context. */
export const keyWrapper = (kms: KMSClient, keyId: string, purpose: KeyPurpose = 'capaian-keyring') => {
  const context = { purpose }
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
