import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { createTable } from '../../../infra/local/create-table.ts'
import { startDynamoDb } from '../../../infra/local/dynamodb.ts'
import { findFreePort, startOnFreePort } from '../../../infra/local/free-port.ts'
import { isAlive, startProgram, untilGone } from '../../support/program.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const module = new URL('../../../infra/local/dynamodb.ts', import.meta.url).href
const TableName = 'kept'

it('ends with its parent, also if that is killed with -9, and loses nothing that was written', async () => {
  const directory = await scratchDirectory()
  const parent = await startProgram(`
    import { startDynamoDb } from '${module}'
    const { endpoint, pid } = await startDynamoDb(${JSON.stringify({ directory, port: await findFreePort(0) })})
    console.log(JSON.stringify({ endpoint, pid }))
  `)
  const { endpoint, pid } = JSON.parse(parent.firstLine)
  const client = new DynamoDBClient({ endpoint })
  await createTable(client, TableName)
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }))
  expect(isAlive(pid)).toBe(true)

  parent.kill('SIGKILL')
  await untilGone(pid)

  const again = await startDynamoDb({ directory, port: await findFreePort(0) })
  const { Item } = await new DynamoDBClient({ endpoint: again.endpoint }).send(
    new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } }),
  )
  expect(Item).toEqual({ pk: { S: 'a' }, sk: { S: 'b' } })
  await again.stop()
  await again.stop()
  expect(isAlive(again.pid)).toBe(false)
})

// An engine takes seconds to listen: meanwhile its port looks free.
it('two processes that start shortly after each other get one engine each, on different ports', async () => {
  const directory = await scratchDirectory()
  const preferred = await findFreePort(18_000)
  const begin = async (name: string, i: number) => {
    await sleep(300 * i)
    return startOnFreePort(preferred, (port) => startDynamoDb({ directory: path.join(directory, name), port }))
  }
  const engines = await Promise.all(['one', 'two', 'three'].map(begin))
  const alive = engines.map(({ pid }) => isAlive(pid))
  await Promise.all(engines.map(({ stop }) => stop()))
  expect(new Set(engines.map(({ endpoint }) => endpoint)).size).toBe(3)
  expect(alive).toEqual([true, true, true])
})
