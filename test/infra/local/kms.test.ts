import { stat } from 'node:fs/promises'
import path from 'node:path'
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { expect, it } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { startKms } from '../../../infra/local/kms.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const client = new KMSClient({})
const KeyId = 'alias/capaian'
const EncryptionContext = { table: 'capaian', member: 'mem_1' }
const newDataKey = () => client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }))

it('returns the data key for the same context, in any order of its fields', async () => {
  const { CiphertextBlob, Plaintext } = await newDataKey()
  expect(Plaintext).toHaveLength(32)
  const decrypted = await client.send(
    new DecryptCommand({ CiphertextBlob, EncryptionContext: { member: 'mem_1', table: 'capaian' } }),
  )
  expect(decrypted.Plaintext).toEqual(Plaintext)
})

it.each([
  [{ KeySpec: 'AES_128' as const }, 16],
  [{ NumberOfBytes: 64 }, 64],
])('makes a key of the size asked for: %j', async (size, bytes) => {
  expect((await client.send(new GenerateDataKeyCommand({ KeyId, ...size }))).Plaintext).toHaveLength(bytes)
})

it.each([
  ['another member', { ...EncryptionContext, member: 'mem_2' }],
  ['less', { table: 'capaian' }],
  ['none', undefined],
])('refuses another context: %s', async (_, context) => {
  const { CiphertextBlob } = await newDataKey()
  const decrypt = new DecryptCommand({ CiphertextBlob, ...(context && { EncryptionContext: context }) })
  await expect(client.send(decrypt)).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
})

it('refuses a blob that was changed, cut short or made elsewhere', async () => {
  const { CiphertextBlob = new Uint8Array() } = await newDataKey()
  const blobs = [
    CiphertextBlob.map((byte, n) => (n === 30 ? byte ^ 1 : byte)),
    CiphertextBlob.slice(0, 20),
    Uint8Array.of(1),
  ]
  for (const blob of blobs) {
    const decrypt = new DecryptCommand({ CiphertextBlob: blob, EncryptionContext })
    await expect(client.send(decrypt)).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
  }
})

it('refuses an unknown operation', async () => {
  const both = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', NumberOfBytes: 32 })
  await expect(client.send(both)).rejects.toMatchObject({ name: 'ValidationException' })
  const encrypt = new EncryptCommand({ KeyId, Plaintext: Uint8Array.of(1) })
  await expect(client.send(encrypt)).rejects.toMatchObject({ name: 'UnknownOperationException' })
})

it('keeps its key over a restart, readable by its owner only', async () => {
  const directory = await scratchDirectory()
  const before = await startKms({ directory, port: await findFreePort(0) })
  const { CiphertextBlob, Plaintext } = await new KMSClient({ endpoint: before.endpoint }).send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
  )
  await before.stop()

  const after = await startKms({ directory, port: await findFreePort(0) })
  const decrypted = await new KMSClient({ endpoint: after.endpoint }).send(new DecryptCommand({ CiphertextBlob }))
  expect(decrypted.Plaintext).toEqual(Plaintext)
  expect((await stat(path.join(directory, 'kms.key'))).mode & 0o777).toBe(0o600)
  await after.stop()
})
