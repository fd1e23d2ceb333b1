import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTable } from '../../../infra/local/create-table.ts'
import { startDynamoDb } from '../../../infra/local/dynamodb.ts'
import { freePort } from '../../../infra/local/free-port.ts'
import { onFreePort } from '../../../infra/local/stand-ins.ts'
import { isAlive, startProgram, untilGone } from '../../support/program.ts'

const module = new URL('../../../infra/local/dynamodb.ts', import.meta.url).href
const TableName = 'kept'
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-dynamodb-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

it('outlives neither its parent nor loses what was written when the parent is killed with -9', async () => {
  const parent = await startProgram(`
    import { startDynamoDb } from '${module}'
    const { endpoint, pid } = await startDynamoDb(${JSON.stringify({ directory, port: await freePort(0) })})
    console.log(JSON.stringify({ endpoint, pid }))
  `)
  const { endpoint, pid } = JSON.parse(parent.firstLine)
  const client = new DynamoDBClient({ endpoint })
  await createTable(client, TableName)
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
  expect(isAlive(pid)).toBe(true)

  parent.kill('SIGKILL')
  await untilGone(pid)

  const again = await startDynamoDb({ directory, port: await freePort(0) })
  const { Item } = await new DynamoDBClient({ endpoint: again.endpoint }).send(
    new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } }),
  )
  expect(Item).toEqual({ pk: { S: 'a' }, sk: { S: 'b' } })
  await again.stop()
  await again.stop()
  expect(isAlive(again.pid)).toBe(false)
})

it('says in one sentence that Java is missing', async () => {
  vi.stubEnv('PATH', directory)
  await expect(startDynamoDb({ port: await freePort(0) })).rejects.toThrow(/^Java 17 or newer is needed .*$/)
})

it.each([
  ['too old', 'Error: LinkageError: java.lang.UnsupportedClassVersionError: class file version 61.0'],
  ['a stub', 'The operation couldn’t be completed. Unable to locate a Java Runtime.'],
])('says the same when Java is %s', async (_, lastWords) => {
  await useJava(`echo '${lastWords}' >&2; exit 1`)
  await expect(startDynamoDb({ port: await freePort(0) })).rejects.toThrow(/^Java 17 or newer is needed .*$/)
})

it('passes on the last words of an engine that gives up', async () => {
  await useJava('i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo "line $i" >&2; done; exit 3')
  const failed = startDynamoDb({ port: await freePort(0) })
  await expect(failed).rejects.toThrow(/ended \(code 3\):\nline 11\n(line \d+\n){18}line 30$/)
})

it('does not take another server on its port for the engine', async () => {
  const port = Number(new URL(process.env.AWS_ENDPOINT_URL_KMS ?? '').port)
  await expect(startDynamoDb({ port })).rejects.toThrow(`Port ${port} is taken`)
})

// An engine takes seconds to listen: meanwhile its port looks free.
it('those who begin shortly after each other have an engine each, on ports of their own', async () => {
  const preferred = await freePort(18_000)
  const begin = async (name: string, i: number) => {
    await sleep(300 * i)
    return onFreePort(preferred, (port) => startDynamoDb({ directory: path.join(directory, name), port }))
  }
  const engines = await Promise.all(['one', 'two', 'three'].map(begin))
  const alive = engines.map(({ pid }) => isAlive(pid))
  await Promise.all(engines.map(({ stop }) => stop()))
  expect(new Set(engines.map(({ endpoint }) => endpoint)).size).toBe(3)
  expect(alive).toEqual([true, true, true])
})

async function useJava(script: string) {
  await writeFile(path.join(directory, 'java'), `#!/bin/sh\n${script}\n`)
  await chmod(path.join(directory, 'java'), 0o755)
  vi.stubEnv('PATH', directory)
}
