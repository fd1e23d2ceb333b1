import { createMiddleware } from 'hono/factory'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { forbidden } from '../../../shared/domain/problems/app-error.ts'
import type { DeskEnv } from '../desk-env.ts'

/**
 * Refuses a request that changes something, unless it comes from one of our pages. Browsers send `Origin` with every
 * POST, and most send `Sec-Fetch-Site` too.
 */
export const sameOrigin = ({ deskUrl }: Pick<DeskDeps, 'deskUrl'>) => {
  const { origin: own } = new URL(deskUrl)
  return createMiddleware<DeskEnv>(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origin = c.req.header('Origin')
      const site = c.req.header('Sec-Fetch-Site')
      if (origin !== own || (site !== undefined && site !== 'same-origin')) throw forbidden('not_allowed')
    }
    await next()
  })
}
