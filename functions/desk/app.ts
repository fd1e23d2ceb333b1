import { Hono } from 'hono'
import type { DeskDeps } from '../../shared/desk-deps.ts'
import { caseRoutes } from './cases/cases.ts'
import { classRoutes } from './classes/classes.ts'
import type { DeskEnv } from './desk-env.ts'
import { disputeRoutes } from './disputes/disputes.ts'
import { duplicateRoutes } from './duplicates/duplicates.ts'
import { exportRoutes } from './exports/exports.ts'
import { importRoutes } from './imports/imports.ts'
import { assets } from './layout/assets.ts'
import { languageRoutes } from './layout/language.ts'
import { notFoundPage, onError } from './layout/problem-page.ts'
import { memberActRoutes } from './members/acts.ts'
import { evidenceFileRoutes } from './members/evidence-files.ts'
import { findRoutes } from './members/find.ts'
import { memberRoutes } from './members/member.ts'
import { registrationRoutes } from './members/register.ts'
import { adaptPolicy, forbidCaching, guardPages, limitBody, recordAccess, speak, start } from './middleware.ts'
import { obstacleRoutes } from './obstacles/obstacles.ts'
import { memberReferralRoutes } from './referrals/member-referrals.ts'
import { referralRoutes } from './referrals/referrals.ts'
import { ownConsentRoutes } from './saya/own-consents.ts'
import { ownMailRoutes } from './saya/own-mails.ts'
import { ownRecordRoutes } from './saya/own-record.ts'
import { ownRegistrationRoutes } from './saya/own-registration.ts'
import { ownRequestRoutes } from './saya/own-requests.ts'
import { ownSessionRoutes } from './session/own-session.ts'
import { requireSession } from './session/require-session.ts'
import { sameOrigin } from './session/same-origin.ts'
import { signInRoutes } from './session/sign-in.ts'
import { startRoutes } from './start/start.ts'
import { verificationRoutes } from './verifications/verifications.ts'
import { worklistRoutes } from './worklist/worklist.ts'

/**
 * The desk: a web client for officers and citizens. It renders pages over the same use cases as the API, and decides
 * nothing. `heads` holds the additional pages of `wholeDeskApp`, for heads and operators.
 */
export function deskApp(deps: DeskDeps, heads: Hono<DeskEnv> = new Hono<DeskEnv>()) {
  const app = new Hono<DeskEnv>()
  app.onError(onError(deps))
  app.notFound(notFoundPage)
  app.use(recordAccess(deps), speak, forbidCaching, adaptPolicy, guardPages)
  app.get('/health', (c) => c.json({ status: 'ok', now: deps.now().toISOString() }))
  app.route('/', assets())
  app.use(sameOrigin(deps), limitBody)
  app.route('/', signInRoutes(deps))
  app.route('/', languageRoutes(deps))
  app.use(requireSession(deps), start(deps))
  app.route(
    '/',
    ownSessionRoutes(deps, (request) => app.fetch(request)),
  )
  return app
    .route('/', startRoutes(deps))
    .route('/', findRoutes(deps))
    .route('/', registrationRoutes(deps))
    .route('/', memberRoutes(deps))
    .route('/', memberActRoutes(deps))
    .route('/', evidenceFileRoutes(deps))
    .route('/', worklistRoutes(deps))
    .route('/', verificationRoutes(deps))
    .route('/', duplicateRoutes(deps))
    .route('/', disputeRoutes(deps))
    .route('/', caseRoutes(deps))
    .route('/', classRoutes(deps))
    .route('/', importRoutes(deps))
    .route('/', exportRoutes(deps))
    .route('/', obstacleRoutes(deps))
    .route('/', ownRecordRoutes(deps))
    .route('/', ownRegistrationRoutes(deps))
    .route('/', ownRequestRoutes(deps))
    .route('/', ownMailRoutes(deps))
    .route('/', ownConsentRoutes(deps))
    .route('/', memberReferralRoutes(deps))
    .route('/', referralRoutes(deps))
    .route('/', heads)
}
