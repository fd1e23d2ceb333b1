import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Merge } from '../../../shared/domain/acts/merge.ts'
import { Posted } from '../../../shared/domain/acts/posting-answer.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { Merged, mergeMembers, mergeOf, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { body, json } from '../answers.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

const Withdrawal = z.strictObject({ on: Day }).meta({ id: 'Withdrawal' })
const MergeRequest = z
  .strictObject({ from: MemberNumber, into: MemberNumber, reason: z.string().min(1).max(32) })
  .meta({ id: 'MergeRequest' })
const MergePath = z.object({ mergeId: z.string().max(64) })

export const memberStatusRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/withdrawals',
        tags: ['Members'],
        summary: 'The member leaves the programme; figures stand',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(Withdrawal) },
        responses: { 201: json(Posted, 'Withdrawn'), ...refusalsOfChange },
      }),
      async (c) => {
        const withdrawal = c.req.valid('json')
        const { id } = c.req.valid('param')
        const request = requestOf(deps, c, withdrawal)
        const { answer, replayed } = await withdrawMember(deps, c.var.caller, request, id, withdrawal.on)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/returns',
        tags: ['Members'],
        summary: 'A member who had withdrawn comes back',
        request: { params: MemberPath, headers: IdempotencyHeader },
        responses: { 201: json(Posted, 'Active again'), ...refusalsOfChange },
      }),
      async (c) => {
        const { answer, replayed } = await rejoinMember(deps, c.var.caller, requestOf(deps, c), c.req.valid('param').id)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/erasures',
        tags: ['Members'],
        summary: 'Empty a member of personal data; what was counted stands',
        request: { params: MemberPath, headers: IdempotencyHeader },
        responses: { 201: json(Posted, 'Erased'), ...refusalsOfChange },
      }),
      async (c) => {
        const { answer, replayed } = await eraseMember(deps, c.var.caller, requestOf(deps, c), c.req.valid('param').id)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/merges',
        tags: ['Members'],
        summary: 'Merge two records of one person',
        request: { headers: IdempotencyHeader, ...body(MergeRequest) },
        responses: { 201: json(Merged, 'Merged'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await mergeMembers(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/merges/{mergeId}',
        tags: ['Members'],
        summary: 'Read a merge',
        request: { params: MergePath },
        responses: { 200: json(Merge, 'The merge'), ...refusals },
      }),
      async (c) => c.json(await mergeOf(deps, c.var.caller, c.req.valid('param').mergeId), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/merges/{mergeId}/undoings',
        tags: ['Members'],
        summary: 'Take a merge back: both records hold again what they held',
        request: { params: MergePath, headers: IdempotencyHeader },
        responses: { 201: json(Merged, 'Undone'), ...refusalsOfChange },
      }),
      async (c) => {
        const { mergeId } = c.req.valid('param')
        const { answer, replayed } = await unmergeMembers(deps, c.var.caller, requestOf(deps, c), mergeId)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
