import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { listen } from './listen.ts'
import { readOrMakeSecret } from './secret-file.ts'

const keyArn = 'arn:aws:kms:ap-southeast-3:000000000000:key/local'
const ivBytes = 12
const tagBytes = 16

const EncryptionContext = z.record(z.string(), z.string()).default({})
const DataKeyRequest = z
  .object({
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
    EncryptionContext,
  })
  .refine(({ NumberOfBytes, KeySpec }) => (NumberOfBytes === undefined) !== (KeySpec === undefined))
const DecryptRequest = z.object({ CiphertextBlob: z.base64(), EncryptionContext })

/**
 * Starts a stand-in for KMS, which answers GenerateDataKey and Decrypt. It has one key and uses it for every key id. Data
 * keys are bound to their encryption context, as in AWS.
 *
 * @param directory holds the key (`kms.key`). Without a directory, the key is lost at a restart
 */
export async function startKms({ directory, port }: { directory?: string | undefined; port: number }) {
  const masterKey = Buffer.from(
    await readOrMakeSecret(directory, 'kms.key', () => randomBytes(32).toString('base64')),
    'base64',
  )
  return listen(kmsApp(masterKey), port)
}

const kmsApp = (masterKey: Buffer) =>
  new Hono().post('/', async (c) => {
    const body: unknown = await c.req.json()
    switch (c.req.header('x-amz-target')) {
      case 'TrentService.GenerateDataKey': {
        const request = DataKeyRequest.safeParse(body)
        if (!request.success) return c.json({ __type: 'ValidationException', message: request.error.message }, 400)
        const { NumberOfBytes = request.data.KeySpec === 'AES_128' ? 16 : 32, EncryptionContext } = request.data
        const plaintext = randomBytes(NumberOfBytes)
        const blob = encrypt(masterKey, plaintext, EncryptionContext)
        return c.json({ KeyId: keyArn, Plaintext: plaintext.toString('base64'), CiphertextBlob: blob })
      }
      case 'TrentService.Decrypt': {
        const request = DecryptRequest.safeParse(body)
        if (!request.success) return c.json({ __type: 'ValidationException', message: request.error.message }, 400)
        const plaintext = decrypt(masterKey, request.data.CiphertextBlob, request.data.EncryptionContext)
        if (plaintext === undefined) return c.json({ __type: 'InvalidCiphertextException' }, 400)
        return c.json({ KeyId: keyArn, Plaintext: plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })
      }
      default:
        return c.json({ __type: 'UnknownOperationException' }, 400)
    }
  })

// The order in which a caller names the parts of the context does not matter.
const additionalData = (context: Record<string, string>) =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))))

function encrypt(key: Buffer, plaintext: Buffer, context: Record<string, string>): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64')
}

function decrypt(key: Buffer, blob: string, context: Record<string, string>): string | undefined {
  const bytes = Buffer.from(blob, 'base64')
  if (bytes.length <= ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
    .setAAD(additionalData(context))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('base64')
  } catch {
    return undefined
  }
}
