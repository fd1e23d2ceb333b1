import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Consent, NewConsent, OwnConsent } from '../../../shared/domain/consent/consent.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import {
  endConsent,
  endOwnConsent,
  giveOwnConsent,
  listConsents,
  listOwnConsents,
  recordConsent,
} from '../../../shared/usecases/consent/consents.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const consentId = z.string().regex(/^cst_[0-9A-Z]{20}$/, like('cst_0K3M9QXF8H2N4PWZ7TVB'))
const ConsentPath = z.object({ id: MemberNumber, consentId })
const OwnConsentPath = z.object({ consentId })
const ConsentList = z.object({ items: z.array(Consent) }).meta({ id: 'ConsentList' })

/** People's consents to be referred to lenders. */
export function consentRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/consents',
      tags: ['Referrals'],
      summary: "A member's consents to be referred to lenders, including ended ones",
      request: { params: MemberPath },
      responses: { 200: json(ConsentList, 'All consents, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listConsents(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/members/{id}/consents',
    tags: ['Referrals'],
    summary:
      'Record consent to refer a member to a lender or kind of lender. It replaces any earlier consent for that lender or kind.',
    params: MemberPath,
    body: NewConsent,
    answer: json(Consent, 'Recorded'),
    carryOut: ({ caller, request, params: { id }, body }) => recordConsent(deps, caller, request, id, body),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/consents/{consentId}/withdrawals',
    tags: ['Referrals'],
    summary: 'Record that a member withdraws a consent. Referrals that rest only on it are taken back at once.',
    params: ConsentPath,
    answer: json(Consent, 'Withdrawn'),
    carryOut: ({ caller, request, params: { id: memberId, consentId: id } }) =>
      endConsent(deps, caller, request, { memberId, id }),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/me/consents',
      tags: ['Me'],
      summary: 'Your consents to be referred to lenders, including ended ones',
      responses: { 200: json(ConsentList, 'All consents, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listOwnConsents(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/me/consents',
    tags: ['Me'],
    summary: 'Agree to be referred to a lender or a kind of lender (verified people only)',
    body: OwnConsent,
    answer: json(Consent, 'Given'),
    carryOut: ({ caller, request, body }) => giveOwnConsent(deps, caller, request, body),
  })

  addWriteRoute(routes, deps, {
    path: '/me/consents/{consentId}/withdrawals',
    tags: ['Me'],
    summary: 'Withdraw a consent, with immediate effect',
    params: OwnConsentPath,
    answer: json(Consent, 'Withdrawn'),
    carryOut: ({ caller, request, params }) => endOwnConsent(deps, caller, request, params.consentId),
  })

  return routes
}
