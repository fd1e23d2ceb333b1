import { apiApp } from '../../functions/api/app.ts'
import { localReference } from '../../infra/local/reference.ts'
import type { Grant } from '../../shared/domain/access/grant.ts'
import { unauthenticated } from '../../shared/domain/problems/app-error.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { type TestDeps, testDeps } from './test-deps.ts'

export type Call = {
  as?: string
  body?: unknown
  headers?: Record<string, string>
  /** A text that is sent unchanged instead of `body`. */
  raw?: string | Uint8Array<ArrayBuffer>
}

let keys = 0

/** The API on a new table. */
export const testApi = async (options: Parameters<typeof testDeps>[0] = {}) => apiOver(await testDeps(options))

/**
 * The API with some dependencies. A token is the subject itself, because other tests verify real tokens. POSTs get an
 * idempotency key unless one is given.
 */
export function apiOver(stores: TestDeps) {
  const deps: TestDeps = {
    ...stores,
    tokens: {
      async verifySubject(token) {
        if (token === 'bad-token') throw unauthenticated('token_invalid')
        return token
      },
    },
  }
  const app = apiApp(deps, localReference)
  return {
    deps,
    app,
    grant: (grant: Partial<Grant> & Pick<Grant, 'subject' | 'role'>) =>
      giveGrant(deps, { area: deps.frame.areas.root, from: '2000-01-01T00:00:00.000Z', grantedBy: 'test', ...grant }),
    async call(method: string, path: string, { as = 'admin', body, headers = {}, raw }: Call = {}): Promise<Response> {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const sent = new Headers({
        ...(as && { Authorization: `Bearer ${as}` }),
        ...(method === 'POST' && { 'Idempotency-Key': `test-key-${++keys}` }),
        ...(payload !== undefined && { 'Content-Type': 'application/json' }),
      })
      for (const [name, value] of Object.entries(headers)) sent.set(name, value)
      return app.request(path, {
        method,
        headers: sent,
        ...(payload !== undefined && { body: payload }),
      })
    },
  }
}
