import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bundleSettings } from '../../infra/build.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { defaultProvider } from '../../infra/substitutes/credentials.ts'

const root = path.join(import.meta.dirname, '../..')

// The check value of CRC-64/NVME for these digits, from the catalogue of parametrised CRC algorithms.
const digits = '123456789'
const crc64 = Buffer.from('ae8b14860a799888', 'hex').toString('base64')

let directory: string
let bucket: Awaited<ReturnType<typeof startBucket>>
let parts: ReturnType<typeof import('../../shared/gateways/s3-parts.ts').s3Parts>

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-substitutes-'))
  const outfile = path.join(directory, 's3.mjs')
  const entry = { contents: "export { s3Parts } from './shared/gateways/s3-parts.ts'", resolveDir: root }
  await build({ ...bundleSettings, stdin: entry, outfile })
  bucket = await startBucket()
  process.env.AWS_ENDPOINT_URL_S3 = bucket.endpoint
  const module: { s3Parts: () => typeof parts } = await import(outfile)
  parts = module.s3Parts()
})
afterAll(async () => {
  await bucket.stop()
  await rm(directory, { recursive: true })
})

/** Answers as S3 does on AWS: it adds its own checksum to an object stored without one. The local S3 adds none. */
async function startBucket() {
  const app = new Hono()
    .get('/b-c-d/whole', (c) => c.body(digits, 200, { 'x-amz-checksum-crc64nvme': crc64 }))
    .get('/b-c-d/damaged', (c) => c.body('123456780', 200, { 'x-amz-checksum-crc64nvme': crc64 }))
  return listen(app, await findFreePort(0))
}

const readObject = async (Key: string) => {
  const { Body } = await parts.client.send(new parts.GetObjectCommand({ Bucket: 'b-c-d', Key }))
  return Body?.transformToString()
}

test('a bundle verifies the checksum that S3 adds to an object stored without one', async () => {
  expect(await readObject('whole')).toBe(digits)
  await expect(readObject('damaged')).rejects.toThrow(/[Cc]hecksum mismatch/)
})

test('credentials come from the environment, and a function without any says so', async () => {
  vi.stubEnv('AWS_SESSION_TOKEN', 'session-of-a-role')
  expect(await defaultProvider()()).toEqual({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: 'session-of-a-role',
  })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '')
  await expect(defaultProvider()()).rejects.toThrow('The environment holds no AWS credentials')
})
