import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startDynamoDb } from '../../../infra/local/dynamodb.ts'
import { findFreePort } from '../../../infra/local/free-port.ts'

let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-dynamodb-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

it('says in one sentence that Java is missing', async () => {
  vi.stubEnv('PATH', directory)
  await expect(startDynamoDb({ port: await findFreePort(0) })).rejects.toThrow(/^Java 17 or newer is needed .*$/)
})

it.each([
  ['too old', 'Error: LinkageError: java.lang.UnsupportedClassVersionError: class file version 61.0'],
  ['a stub', 'The operation couldn’t be completed. Unable to locate a Java Runtime.'],
])('says the same when Java is %s', async (_, lastWords) => {
  await useJava(`echo '${lastWords}' >&2; exit 1`)
  await expect(startDynamoDb({ port: await findFreePort(0) })).rejects.toThrow(/^Java 17 or newer is needed .*$/)
})

it('passes on the last words of an engine that gives up', async () => {
  await useJava('i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo "line $i" >&2; done; exit 3')
  const failed = startDynamoDb({ port: await findFreePort(0) })
  await expect(failed).rejects.toThrow(/ended \(code 3\):\nline 11\n(line \d+\n){18}line 30$/)
})

it('does not take another server on its port for the engine', async () => {
  const port = Number(new URL(process.env.AWS_ENDPOINT_URL_KMS ?? '').port)
  await expect(startDynamoDb({ port })).rejects.toThrow(`Port ${port} is taken`)
})

async function useJava(script: string) {
  await writeFile(path.join(directory, 'java'), `#!/bin/sh\n${script}\n`)
  await chmod(path.join(directory, 'java'), 0o755)
  vi.stubEnv('PATH', directory)
}
