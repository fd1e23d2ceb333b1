import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { CaseDecision, NewRightsCase, RightsCase } from '../../../shared/domain/acts/rights-case.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { PersonalCopy } from '../../../shared/domain/rights/personal-copy.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { takeCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import {
  CaseStep,
  decideCaseFor,
  listCases,
  listOpenCases,
  openCaseFor,
} from '../../../shared/usecases/rights/rights-cases.ts'
import { json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const CaseList = z.object({ items: z.array(RightsCase), next: z.string().optional() }).meta({ id: 'RightsCaseList' })
const CasePath = z.object({
  id: MemberNumber,
  caseId: z.string().regex(/^cas_[0-9A-Z]{20}$/, like('cas_0K3M9QXF8H2N4PWZ7TVB')),
})
const OpenCaseQuery = PageQuery.extend({
  area: z.string().max(32).optional().describe('Where the member is now. Default: the whole programme.'),
})

/** Requests that people make by law about their personal data, as officials record and decide them. */
export function rightsCaseRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/cases',
      tags: ['Rights'],
      summary: 'Open requests about personal data, the most urgent first. Each is due after 72 hours.',
      request: { query: OpenCaseQuery },
      responses: { 200: json(CaseList, 'A page of cases, which may be short even when another follows'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, area = deps.frame.areas.root } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listOpenCases(deps, c.var.caller, area, page),
      )
      return c.json(found, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/members/{id}/cases',
    tags: ['Rights'],
    summary: "Record a person's request about personal data, to be decided within 72 hours",
    params: MemberPath,
    body: NewRightsCase,
    answer: json(CaseStep, 'Opened'),
    carryOut: ({ caller, request, params: { id }, body }) => openCaseFor(deps, caller, request, id, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/cases',
      tags: ['Rights'],
      summary: "A person's requests about personal data, and the decisions",
      request: { params: MemberPath },
      responses: { 200: json(CaseList, 'All cases, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listCases(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/members/{id}/cases/{caseId}/copies',
    tags: ['Rights'],
    summary: 'Take a copy of all data held about the person, to hand over. The copy is recorded first.',
    params: CasePath,
    answer: json(PersonalCopy, 'Everything, unmasked. For five minutes, a repeated request gets it again.'),
    carryOut: async ({ caller, request, params: { id: memberId, caseId } }) => {
      const { copy, replayed } = await takeCopy(deps, caller, request, { memberId, caseId })
      return { answer: copy, replayed }
    },
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/cases/{caseId}/decisions',
    tags: ['Rights'],
    summary: 'Decide a case. What is granted is done at once (restrict, resume, note, erase).',
    params: CasePath,
    body: CaseDecision,
    answer: json(CaseStep, 'Decided'),
    carryOut: ({ caller, request, params: { id: memberId, caseId }, body }) =>
      decideCaseFor(deps, caller, request, { memberId, caseId }, body),
  })

  return routes
}
