import { CommandRefusal } from '../command-refusal.ts'
import type { DataDirectory } from './data-directory.ts'
import { startDynamoDb } from './dynamodb.ts'
import { startOnFreePort } from './free-port.ts'
import { createEngineFile } from './write-ahead.ts'

const preferredPort = 8000

/**
 * Starts the DynamoDB engine on a data directory.
 *
 * @throws CommandRefusal when it does not start, in particular without Java
 */
export async function startEngine(data: DataDirectory) {
  createEngineFile(data.dynamoDb)
  try {
    return await startOnFreePort(preferredPort, (port) => startDynamoDb({ directory: data.dynamoDb, port }))
  } catch (error) {
    throw error instanceof Error ? new CommandRefusal(error.message) : error
  }
}

export type Engine = Awaited<ReturnType<typeof startEngine>>
