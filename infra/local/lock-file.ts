import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Locks a file, which is made if need be, until the lock is let go or this process ends in whatever way: the system
 * keeps the lock, so that none is left over. Gives nothing when another process has locked it.
 */
export function lockFile(file: string): (() => void) | undefined {
  mkdirSync(path.dirname(file), { recursive: true })
  // Only if need be: a process that closes a file lets go of its own locks on it.
  if (!existsSync(file)) writeFileSync(file, '', { flag: 'a' })
  // SQLite would not say why it cannot write it.
  accessSync(file, constants.W_OK)
  // Node has no locks of its own; an empty database is never written to.
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
