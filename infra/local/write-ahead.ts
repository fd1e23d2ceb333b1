import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Creates the engine's file if it is missing, in write-ahead mode. A commit then waits for the disk once, not three
 * times. Nothing is lost if the engine ever uses another file.
 */
export function createEngineFile(directory: string): void {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'shared-local-instance.db')
  if (existsSync(file)) return
  const database = new DatabaseSync(file)
  database.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL')
  database.close()
}
