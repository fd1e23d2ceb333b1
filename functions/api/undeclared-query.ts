import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import type { ApiEnv, Router } from './router.ts'

/**
 * Refuses a query where the route declares none. Otherwise an unknown filter would be ignored, and callers would
 * mistake the whole list for the filtered one. A declared query is checked by its own schema.
 */
export function refuseUndeclaredQuery(app: Router) {
  let declaredRoutes: Set<string> | undefined
  return createMiddleware<ApiEnv>(async (c, next) => {
    const names = Object.keys(c.req.query())
    // If `/loans/parked` and `/loans/{id}` both match, the first one answers.
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')
    if (names.length > 0 && route) {
      declaredRoutes ??= findRoutesWithQuery(app)
      if (!declaredRoutes.has(nameRoute(route)))
        throw new AppError('invalid', [{ code: 'field_unknown', params: { fields: names.join(', ').slice(0, 200) } }])
    }
    await next()
  })
}

const nameRoute = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`

/** Names the routes that declare a query. */
const findRoutesWithQuery = (app: Router): Set<string> =>
  new Set(
    app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' && definition.route.request?.query
        ? [nameRoute({ method: definition.route.method, path: definition.route.path.replaceAll(/\{(\w+)\}/g, ':$1') })]
        : [],
    ),
  )
