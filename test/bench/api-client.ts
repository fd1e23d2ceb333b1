import { apiApp } from '../../functions/api/app.ts'
import { localReference } from '../../infra/local/reference.ts'
import type { Deps } from '../../shared/deps.ts'

let keys = 0

export type Ask = (path: string, body?: unknown) => Promise<{ text: string; key: string }>

/**
 * Calls the API in this process: GET or, with a body, POST with a key of its own. Returns the text of the answer and
 * the key.
 *
 * @throws Error when the API refuses
 */
export function apiClient(deps: Deps, token: string): Ask {
  const app = apiApp(deps, localReference)
  return async (path, body) => {
    const key = `bench-key-${String(++keys).padStart(26, '0')}`
    const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': key, 'Content-Type': 'application/json' }
    const init = body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }
    const answer = await app.request(path, { ...init, headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return { text, key }
  }
}
