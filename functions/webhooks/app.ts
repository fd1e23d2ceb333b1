import { type Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import { AppError, notFound } from '../../shared/domain/problems/app-error.ts'
import { logFailure, type WebhooksDeps, type WebhooksEnv } from './call.ts'
import { docsRoutes } from './docs.ts'
import { answerProblem, answerWrongMethod, hookRoutes } from './hooks.ts'
import { snapRoutes } from './snap.ts'

/**
 * The app to which partners report their loans. `addressOf` returns the caller's address, which only the server in
 * front of the app knows. Logs one line per call, without anything that was sent.
 */
export function webhooksApp(deps: WebhooksDeps, addressOf: (c: Context) => string) {
  const app = new Hono<WebhooksEnv>()
  app.onError((error) => {
    logFailure(deps, error)
    return answerProblem(error instanceof AppError ? error : undefined)
  })
  app.notFound(() => answerProblem(notFound()))
  app.use(async (c, next) => {
    c.set('address', addressOf(c))
    const started = performance.now()
    await next()
    c.header('Cache-Control', 'no-store')
    deps.log('info', 'Call', {
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  app.use(secureHeaders())
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (_, methods) => answerWrongMethod(methods) }))
  app.get('/health', (c) => c.json({ status: 'ok', now: deps.now().toISOString() }))
  app.route('/partners', docsRoutes())
  return app.route('/hooks', hookRoutes(deps)).route('/snap', snapRoutes(deps))
}
