import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Locks a file, creating it if needed, until the lock is released or this process ends. The operating system holds the
 * lock, so no lock is left behind. Returns undefined if another process has locked it.
 */
export function lockFile(file: string): (() => void) | undefined {
  mkdirSync(path.dirname(file), { recursive: true })
  // Creates the file only if it is missing, because a process that closes a file releases its own locks on it.
  if (!existsSync(file)) writeFileSync(file, '', { flag: 'a' })
  // SQLite would not say why it cannot write the file.
  accessSync(file, constants.W_OK)
  // Node has no file locks. An empty SQLite database, which is never written, provides one.
  const database = new DatabaseSync(file)
  try {
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (error) {
    database.close()
    if (error instanceof Error && error.message === 'database is locked') return undefined
    throw error
  }
}
