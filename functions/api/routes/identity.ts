import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Dispute, DisputeDecision } from '../../../shared/domain/acts/dispute.ts'
import { MemberView, makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { DisputeDecided, decideDispute, listDisputes, readDispute } from '../../../shared/usecases/members/disputes.ts'
import { Verification, VerifiedAnswer, verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const DisputePath = z.object({ disputeId: z.string().max(64) })
const DisputeList = z.object({ items: z.array(Dispute), next: z.string().optional() }).meta({ id: 'DisputeList' })
const DisputeView = z
  .object({ dispute: Dispute, claimant: MemberView, holder: MemberView })
  .meta({ id: 'DisputeView', description: 'A dispute with the present state of both sides' })
/** Where a page of disputes ends: in which part of the caller's scope, and after which dispute. */
const DisputePosition = z.object({ part: z.int().min(0), after: z.string().optional() })

/** Verifies people who registered themselves, and decides who owns a disputed NIK. */
export function identityRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/verifications',
    tags: ['Identity'],
    summary: 'Confirm or reject the identity of somebody who registered online, or ask the population register',
    params: MemberPath,
    body: Verification,
    hasDailyLimit: true,
    answer: json(VerifiedAnswer, 'The result'),
    carryOut: ({ caller, request, params: { id }, body }) => verifyMember(deps, caller, request, id, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/disputes',
      tags: ['Identity'],
      summary: 'Open disputes over a NIK of which you may see both sides',
      request: { query: PageQuery },
      responses: { 200: json(DisputeList, 'A page of disputes, area by area, oldest first'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const position = openCursor(deps, c, cursor, DisputePosition)
      const { items, next } = await listDisputes(deps, c.var.caller, { position, limit })
      return c.json({ items, ...(next && { next: sealCursor(deps, c, next) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/disputes/{disputeId}',
      tags: ['Identity'],
      summary: 'Read a dispute with both sides',
      request: { params: DisputePath },
      responses: { 200: json(DisputeView, 'The dispute'), ...refusals },
    }),
    async (c) => {
      const { dispute, claimant, holder } = await readDispute(deps, c.var.caller, c.req.valid('param').disputeId)
      return c.json({ dispute, claimant: makeMemberView(claimant), holder: makeMemberView(holder) }, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/disputes/{disputeId}/decisions',
    tags: ['Identity'],
    summary: 'Decide whether the two sides of a dispute are one person, or which of two people gets the NIK',
    params: DisputePath,
    body: DisputeDecision,
    answer: json(DisputeDecided, 'Decided'),
    carryOut: ({ caller, request, params: { disputeId }, body }) =>
      decideDispute(deps, caller, request, disputeId, body),
  })

  return routes
}
