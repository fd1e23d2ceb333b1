import { Hono } from 'hono'
import type { DeskDeps } from '../../shared/desk-deps.ts'
import { deskApp } from './app.ts'
import type { DeskEnv } from './desk-env.ts'
import { figureRoutes } from './figures/figures.ts'
import { dismissTwinsRoutes } from './loans/dismiss-twins.ts'
import { findLoanRoutes } from './loans/find-loans.ts'
import { loanRoutes } from './loans/loans.ts'
import { issueRoutes } from './months/issues.ts'
import { monthRoutes } from './months/months.ts'
import { partnerAdminRoutes } from './partners/partner-admin.ts'
import { partnerReferralRoutes } from './partners/partner-referral.ts'
import { partnerRoutes } from './partners/partners.ts'
import { passedOverRoutes } from './partners/passed-over.ts'
import { payloadRoutes } from './partners/payloads.ts'
import { replayRoutes } from './partners/replays.ts'
import { peopleRoutes } from './people/people.ts'
import { deliveryRoutes } from './recipients/deliveries.ts'
import { recipientRoutes } from './recipients/recipients.ts'
import { subscriberRoutes } from './subscribers/subscribers.ts'
import { targetRoutes } from './targets/targets.ts'
import { workRoutes } from './work/work.ts'

/** The whole desk, with the pages of heads and operators. */
export const wholeDeskApp = (deps: DeskDeps) => deskApp(deps, headRoutes(deps))

const headRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>()
    .route('/', figureRoutes(deps))
    .route('/', monthRoutes(deps))
    .route('/', issueRoutes(deps))
    .route('/', targetRoutes(deps))
    .route('/', recipientRoutes(deps))
    .route('/', deliveryRoutes(deps))
    .route('/', peopleRoutes(deps))
    .route('/', partnerAdminRoutes(deps))
    .route('/', partnerReferralRoutes(deps))
    .route('/', partnerRoutes(deps))
    .route('/', payloadRoutes(deps))
    .route('/', replayRoutes(deps))
    .route('/', passedOverRoutes(deps))
    .route('/', subscriberRoutes(deps))
    .route('/', findLoanRoutes(deps))
    .route('/', dismissTwinsRoutes(deps))
    .route('/', loanRoutes(deps))
    .route('/', workRoutes(deps))
