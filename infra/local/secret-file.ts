import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * A secret that outlives a restart: read from `directory/name` or, the first time, made and kept there (mode 0600).
 * Without a directory it is made anew each time.
 */
export async function secretFile(
  directory: string | undefined,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  if (directory === undefined) return await make()
  const file = path.join(directory, name)
  await mkdir(directory, { recursive: true })
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const secret = await make()
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' })
  return secret
}
