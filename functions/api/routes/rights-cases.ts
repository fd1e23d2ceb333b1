import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { CaseDecision, NewRightsCase, RightsCase } from '../../../shared/domain/acts/rights-case.ts'
import { PersonalCopy } from '../../../shared/domain/rights/personal-copy.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { takeCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import {
  CaseStep,
  casesOf,
  decideCaseFor,
  openCaseFor,
  openCases,
} from '../../../shared/usecases/rights/rights-cases.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

const CaseList = z.object({ items: z.array(RightsCase), next: z.string().optional() }).meta({ id: 'RightsCaseList' })
const CasePath = z.object({ id: MemberNumber, caseId: z.string().regex(/^cas_[0-9A-Z]{20}$/) })
const ListQuery = PageQuery.extend({
  area: z.string().max(32).optional().describe('Where the member is now; default: the whole programme'),
})

export const rightsCaseRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/cases',
        tags: ['Rights'],
        summary: 'Open requests of persons about own data, the most urgent first: each is due after 72 hours',
        request: { query: ListQuery },
        responses: { 200: json(CaseList, 'A page of cases; it may be short while there is a next one'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit, area = deps.frame.areas.root } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await openCases(deps, c.var.caller, area, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/cases',
        tags: ['Rights'],
        summary: 'Note what a person asks about own data; its clock of 72 hours begins',
        request: { params: MemberPath, headers: IdempotencyHeader, ...body(NewRightsCase) },
        responses: { 201: json(CaseStep, 'Opened'), ...refusalsOfChange },
      }),
      async (c) => {
        const asked = c.req.valid('json')
        const { id } = c.req.valid('param')
        const { answer, replayed } = await openCaseFor(deps, c.var.caller, requestOf(deps, c, asked), id, asked)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/members/{id}/cases',
        tags: ['Rights'],
        summary: 'What a person has asked about own data, and what was decided',
        request: { params: MemberPath },
        responses: { 200: json(CaseList, 'All cases, oldest first'), ...refusals },
      }),
      async (c) => c.json({ items: await casesOf(deps, c.var.caller, c.req.valid('param').id) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/cases/{caseId}/copies',
        tags: ['Rights'],
        summary:
          'Take a copy of everything held about the person, to be handed over; that it was taken is written first',
        request: { params: CasePath, headers: IdempotencyHeader },
        responses: {
          201: json(PersonalCopy, 'Everything, unmasked; the same request gets it again for five minutes'),
          ...refusalsOfChange,
        },
      }),
      async (c) => {
        const { id: memberId, caseId } = c.req.valid('param')
        const { copy, replayed } = await takeCopy(deps, c.var.caller, requestOf(deps, c), { memberId, caseId })
        markReplay(c, replayed)
        return c.json(copy, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/{id}/cases/{caseId}/decisions',
        tags: ['Rights'],
        summary: 'Decide a case; what is granted is done in the same act (restrict, take up again, note, erase)',
        request: { params: CasePath, headers: IdempotencyHeader, ...body(CaseDecision) },
        responses: { 201: json(CaseStep, 'Decided'), ...refusalsOfChange },
      }),
      async (c) => {
        const decision = c.req.valid('json')
        const { id: memberId, caseId } = c.req.valid('param')
        const request = requestOf(deps, c, decision)
        const { answer, replayed } = await decideCaseFor(deps, c.var.caller, request, { memberId, caseId }, decision)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
