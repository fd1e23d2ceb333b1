import type { OpenAPIHono } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import type { Deps } from '../../shared/deps.ts'
import { corsHeaders } from './cors.ts'
import { docsRoutes } from './docs.ts'
import { mailLinkRoutes } from './mail-links.ts'
import {
  authenticate,
  checkBody,
  forbidCaching,
  limitBody,
  limitCaller,
  logAccess,
  startOnFirstRequest,
} from './middleware.ts'
import { handleError, handleNotFound, handleWrongMethod } from './problem.ts'
import { type ApiEnv, newRouter } from './router.ts'
import { classListRoutes } from './routes/class-lists.ts'
import { consentRoutes } from './routes/consents.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { evidenceFileRoutes } from './routes/evidence-files.ts'
import { exportRoutes } from './routes/exports.ts'
import { figureRoutes } from './routes/figures.ts'
import { grantRoutes } from './routes/grants.ts'
import { identityRoutes } from './routes/identity.ts'
import { importSourceRoutes } from './routes/import-sources.ts'
import { importRoutes } from './routes/imports.ts'
import { issueRoutes } from './routes/issues.ts'
import { listRoutes } from './routes/lists.ts'
import { loanSearchRoutes } from './routes/loan-search.ts'
import { loanRoutes } from './routes/loans.ts'
import { meRoutes } from './routes/me.ts'
import { memberStatusRoutes } from './routes/member-status.ts'
import { memberRoutes } from './routes/members.ts'
import { mergeRoutes } from './routes/merges.ts'
import { monthRoutes } from './routes/months.ts'
import { myRightsRoutes } from './routes/my-rights.ts'
import { noteRoutes } from './routes/notes.ts'
import { obstacleRoutes } from './routes/obstacles.ts'
import { partnerCallRoutes } from './routes/partner-calls.ts'
import { partnerRoutes } from './routes/partners.ts'
import { programmeRoutes } from './routes/programme.ts'
import { recipientRoutes } from './routes/recipients.ts'
import { referralRoutes } from './routes/referrals.ts'
import { replayRoutes } from './routes/replays.ts'
import { revealRoutes } from './routes/reveals.ts'
import { rightsCaseRoutes } from './routes/rights-cases.ts'
import { stageRoutes } from './routes/stages.ts'
import { statementRoutes } from './routes/statements.ts'
import { subscriberRoutes } from './routes/subscribers.ts'
import { targetRoutes } from './routes/targets.ts'
import { trailRoutes } from './routes/trail.ts'
import { worklistRoutes } from './routes/worklists.ts'
import { refuseUndeclaredQuery } from './undeclared-query.ts'

type Text = string | Promise<string>

/**
 * What the API serves about itself: the folder of the reference's static files, the OpenAPI document and the typed
 * client.
 */
export type Reference = {
  directory: URL
  document: (app: OpenAPIHono<ApiEnv>) => Text
  client: (app: OpenAPIHono<ApiEnv>) => Text
}

/** The HTTP API. */
export function apiApp(deps: Deps, reference: Reference) {
  const app = newRouter()
  app.onError(handleError(deps))
  app.notFound(handleNotFound)
  app.use(logAccess(deps))
  app.use(secureHeaders({ crossOriginResourcePolicy: false }))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: handleWrongMethod }))
  // Tokens travel in a header, never in a cookie, so any origin may call.
  app.use(
    '/v1/*',
    cors({
      origin: '*',
      allowHeaders: corsHeaders.allowed,
      exposeHeaders: corsHeaders.exposed,
      maxAge: 86_400,
    }),
    forbidCaching,
    authenticate(deps),
    limitCaller(deps),
    startOnFirstRequest(deps),
    limitBody,
    checkBody,
    refuseUndeclaredQuery(app),
  )
  app.get('/openapi.json', async (c) =>
    c.body(await reference.document(app), 200, { 'Content-Type': 'application/json' }),
  )
  app.get('/client.ts', async (c) =>
    c.body(await reference.client(app), 200, { 'Content-Type': 'text/plain; charset=utf-8' }),
  )
  app.get('/health', (c) => c.json({ status: 'ok', now: deps.now().toISOString() }))
  app.route('/', docsRoutes(reference.directory))
  app.route('/', mailLinkRoutes(deps))
  return app
    .route('/v1', programmeRoutes(deps))
    .route('/v1', listRoutes(deps))
    .route('/v1', worklistRoutes(deps))
    .route('/v1', memberRoutes(deps))
    .route('/v1', trailRoutes(deps))
    .route('/v1', meRoutes(deps))
    .route('/v1', myRightsRoutes(deps))
    .route('/v1', identityRoutes(deps))
    .route('/v1', revealRoutes(deps))
    .route('/v1', grantRoutes(deps))
    .route('/v1', noteRoutes(deps))
    .route('/v1', stageRoutes(deps))
    .route('/v1', evidenceFileRoutes(deps))
    .route('/v1', memberStatusRoutes(deps))
    .route('/v1', mergeRoutes(deps))
    .route('/v1', duplicateRoutes(deps))
    .route('/v1', rightsCaseRoutes(deps))
    .route('/v1', figureRoutes(deps))
    .route('/v1', targetRoutes(deps))
    .route('/v1', monthRoutes(deps))
    .route('/v1', obstacleRoutes(deps))
    .route('/v1', issueRoutes(deps))
    .route('/v1', recipientRoutes(deps))
    .route('/v1', deliveryRoutes(deps))
    .route('/v1', importRoutes(deps))
    .route('/v1', importSourceRoutes(deps))
    .route('/v1', exportRoutes(deps))
    .route('/v1', classListRoutes(deps))
    .route('/v1', partnerRoutes(deps))
    .route('/v1', partnerCallRoutes(deps))
    .route('/v1', replayRoutes(deps))
    .route('/v1', subscriberRoutes(deps))
    .route('/v1', loanSearchRoutes(deps))
    .route('/v1', loanRoutes(deps))
    .route('/v1', statementRoutes(deps))
    .route('/v1', consentRoutes(deps))
    .route('/v1', referralRoutes(deps))
}
