import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Returns a secret that survives restarts. Reads `directory/name`, or makes it the first time (mode 0600), as a whole
 * or not at all. Without a directory, makes a new secret each time.
 */
export async function readOrMakeSecret(
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
  await writeFile(`${file}.new`, secret, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return secret
}
