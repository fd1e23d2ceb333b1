import { readFile } from 'node:fs/promises'
import * as z from 'zod'

const Key = z.object({ n: z.string() })
const KeySet = z.object({ keys: z.array(Key) })
const patienceMs = 1_000

/**
 * Whether another process serves this data. If so, its token issuer publishes the key of the data directory. Unlike a
 * file with a process id, this is never left behind.
 */
export async function isRunning({
  issuerKey,
  issuerPort,
}: {
  issuerKey: string
  issuerPort: number
}): Promise<boolean> {
  try {
    const ours = Key.parse(JSON.parse(await readFile(issuerKey, 'utf8')))
    const answer = await fetch(`http://127.0.0.1:${issuerPort}/.well-known/jwks.json`, {
      signal: AbortSignal.timeout(patienceMs),
    })
    const { keys } = KeySet.parse(await answer.json())
    return keys.some(({ n }) => n === ours.n)
  } catch {
    return false
  }
}
