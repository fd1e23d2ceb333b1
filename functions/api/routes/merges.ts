import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Merge } from '../../../shared/domain/acts/merge.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { MergeAnswer, mergeMembers, readMerge, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const MergeRequest = z
  .strictObject({ from: MemberNumber, into: MemberNumber, reason: z.string().min(1).max(32) })
  .meta({ id: 'MergeRequest' })
const MergePath = z.object({ mergeId: z.string().max(64) })

export function mergeRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/merges',
    tags: ['Members'],
    summary: 'Merge two records of one person',
    body: MergeRequest,
    answer: json(MergeAnswer, 'Merged'),
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
    answer: json(MergeAnswer, 'Undone'),
    carryOut: ({ caller, request, params: { mergeId } }) => unmergeMembers(deps, caller, request, mergeId),
  })

  return routes
}
