import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewRightsCase } from '../../../shared/domain/acts/rights-case.ts'
import { PersonalCopy } from '../../../shared/domain/rights/personal-copy.ts'
import { MailWish, MailWishStored, setMailWish } from '../../../shared/usecases/mail/own-mails.ts'
import { readOwnCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import { listOwnCases, OwnCase, OwnCaseStep, openOwnCase } from '../../../shared/usecases/rights/rights-cases.ts'
import { json } from '../answers.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const OwnCases = z.object({ items: z.array(OwnCase) }).meta({ id: 'OwnRightsCases' })

/** What people may ask by law about their own data, and whether mails reach them. */
export function myRightsRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/me/data',
      tags: ['Me'],
      summary: 'All data held about you, and who processed it (verified people only)',
      responses: { 200: json(PersonalCopy, 'Everything, unmasked'), 409: refusalsOfChange[409], ...refusals },
    }),
    async (c) => c.json(await readOwnCopy(deps, c.var.caller), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/me/cases',
      tags: ['Me'],
      summary: 'Your requests about your personal data, and the decisions',
      responses: { 200: json(OwnCases, 'All cases, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listOwnCases(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/me/cases',
    tags: ['Me'],
    summary:
      'Request a copy, a correction, a restriction, erasure or no more contact. A decision follows within 72 hours.',
    body: NewRightsCase,
    answer: json(OwnCaseStep, 'Requested'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, body }) => openOwnCase(deps, caller, request, body),
  })

  addWriteRoute(routes, deps, {
    path: '/me/mails',
    tags: ['Me'],
    summary: 'Choose whether mails tell you what is recorded about you, and in which language',
    body: MailWish,
    answer: json(MailWishStored, 'Stored'),
    carryOut: ({ caller, request, body }) => setMailWish(deps, caller, request, body),
  })

  return routes
}
