import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lean } from '../../../infra/lean/lean.ts'
import { freePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'

const root = path.join(import.meta.dirname, '../../..')

// The check value of CRC-64/NVME, of the digits 1 to 9 (catalogue of parametrised CRC algorithms): ae8b14860a799888.
const digits = '123456789'
const crc64 = Buffer.from('ae8b14860a799888', 'hex').toString('base64')

let directory: string
let bucket: Awaited<ReturnType<typeof startBucket>>
let parts: ReturnType<typeof import('../../../shared/gateways/s3-parts.ts').s3Parts>

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-lean-'))
  const outfile = path.join(directory, 's3.mjs')
  const entry = { contents: "export { s3Parts } from './shared/gateways/s3-parts.ts'", resolveDir: root }
  const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" }
  await build({
    ...{ stdin: entry, outfile, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'] },
    ...{ banner, plugins: lean },
  })
  bucket = await startBucket()
  process.env.AWS_ENDPOINT_URL_S3 = bucket.endpoint
  const module: { s3Parts: () => typeof parts } = await import(outfile)
  parts = module.s3Parts()
})
afterAll(async () => {
  await bucket.stop()
  await rm(directory, { recursive: true })
})

/** S3 as it answers on AWS: it adds a checksum of its own to what was stored without one, and the local one does not. */
async function startBucket() {
  const app = new Hono()
    .get('/b-c-d/whole', (c) => c.body(digits, 200, { 'x-amz-checksum-crc64nvme': crc64 }))
    .get('/b-c-d/damaged', (c) => c.body('123456780', 200, { 'x-amz-checksum-crc64nvme': crc64 }))
  return listen(app, await freePort(0))
}

const read = async (Key: string) => {
  const { Body } = await parts.client.send(new parts.GetObjectCommand({ Bucket: 'b-c-d', Key }))
  return Body?.transformToString()
}

test('a bundle reads what S3 has given its own checksum, and notices what came damaged', async () => {
  expect(await read('whole')).toBe(digits)
  await expect(read('damaged')).rejects.toThrow(/[Cc]hecksum mismatch/)
})
