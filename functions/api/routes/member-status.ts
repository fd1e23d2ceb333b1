import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Merge } from '../../../shared/domain/acts/merge.ts'
import { Posted } from '../../../shared/domain/acts/posted-answer.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { Merged, mergeMembers, readMerge, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const Withdrawal = z.strictObject({ on: Day }).meta({ id: 'Withdrawal' })
const MergeRequest = z
  .strictObject({ from: MemberNumber, into: MemberNumber, reason: z.string().min(1).max(32) })
  .meta({ id: 'MergeRequest' })
const MergePath = z.object({ mergeId: z.string().max(64) })

export function memberStatusRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/withdrawals',
    tags: ['Members'],
    summary: 'Record that a member left the programme. Figures do not change.',
    params: MemberPath,
    body: Withdrawal,
    answer: json(Posted, 'Withdrawn'),
    carryOut: ({ caller, request, params: { id }, body }) => withdrawMember(deps, caller, request, id, body.on),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/returns',
    tags: ['Members'],
    summary: 'Record that a member who left has returned',
    params: MemberPath,
    answer: json(Posted, 'Active again'),
    carryOut: ({ caller, request, params }) => rejoinMember(deps, caller, request, params.id),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/erasures',
    tags: ['Members'],
    summary: "Erase a member's personal data. The counts remain.",
    params: MemberPath,
    answer: json(Posted, 'Erased'),
    carryOut: ({ caller, request, params }) => eraseMember(deps, caller, request, params.id),
  })

  addWriteRoute(routes, deps, {
    path: '/merges',
    tags: ['Members'],
    summary: 'Merge two records of one person',
    body: MergeRequest,
    answer: json(Merged, 'Merged'),
    carryOut: ({ caller, request, body }) => mergeMembers(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/merges/{mergeId}',
      tags: ['Members'],
      summary: 'Read a merge',
      request: { params: MergePath },
      responses: { 200: json(Merge, 'The merge'), ...refusals },
    }),
    async (c) => c.json(await readMerge(deps, c.var.caller, c.req.valid('param').mergeId), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/merges/{mergeId}/undoings',
    tags: ['Members'],
    summary: 'Undo a merge, so that both records hold what they held before',
    params: MergePath,
    answer: json(Merged, 'Undone'),
    carryOut: ({ caller, request, params: { mergeId } }) => unmergeMembers(deps, caller, request, mergeId),
  })

  return routes
}
