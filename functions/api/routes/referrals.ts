import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PartnerCode } from '../../../shared/domain/partner/partner.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { AnswersTaken } from '../../../shared/domain/referral/answer-sheet.ts'
import { Referral, ReferralAnswer, ReferralState } from '../../../shared/domain/referral/referral.ts'
import { ReferralFileView } from '../../../shared/domain/referral/referral-file-record.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { recordAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { LenderView, listLenders } from '../../../shared/usecases/referral/lender.ts'
import { listReadyMembers, ReadyMember } from '../../../shared/usecases/referral/list-ready.ts'
import { listOfMember, listReferrals } from '../../../shared/usecases/referral/list-referrals.ts'
import {
  NewReferrals,
  previewReferrals,
  ReferralPreview,
  ReferralsMade,
  referMembers,
} from '../../../shared/usecases/referral/refer.ts'
import {
  makeReferralFile,
  NewReferralFile,
  readFileText,
  readReferralFile,
} from '../../../shared/usecases/referral/send-by-file.ts'
import { takeAnswers } from '../../../shared/usecases/referral/take-answers.ts'
import { sendReferralAgain, takeReferralBack } from '../../../shared/usecases/referral/take-back.ts'
import { body, json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter, type Router } from '../router.ts'
import { SheetBody } from '../sheet-body.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const code = z.string().max(32)
const next = z
  .string()
  .optional()
  .describe('A cursor, present while there may be more. A page may be short, even empty.')
const LenderList = z.object({ items: z.array(LenderView) }).meta({ id: 'LenderList' })
const ReadyList = z.object({ items: z.array(ReadyMember), next }).meta({ id: 'ReadyMemberList' })
const ReferralList = z.object({ items: z.array(Referral), next }).meta({ id: 'ReferralList' })
const ScopeQuery = PageQuery.extend({ area: code.optional(), agency: code.optional() })
const ReferralQuery = ScopeQuery.extend({ partner: PartnerCode, state: ReferralState.optional() })
const ReferralPath = z.object({
  id: MemberNumber,
  referralId: z.string().regex(/^rfr_[0-9A-Z]{20}$/, like('rfr_0K3M9QXF8H2N4PWZ7TVB')),
})
const FilePath = z.object({ id: z.string().regex(/^rff_[0-9a-f]{32}$/, like('rff_9f86d081884c7d659a2feaa0c55ad015')) })

/** Members who are referred to lenders. */
export function referralRoutes(deps: Deps) {
  const routes = newRouter()
  addListRoutes(routes, deps)
  addReferringRoutes(routes, deps)
  addStepRoutes(routes, deps)
  addFileRoutes(routes, deps)
  return routes
}

function addListRoutes(routes: Router, deps: Deps): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/lenders',
      tags: ['Referrals'],
      summary: 'The lenders that take referrals, and how they get them',
      responses: { 200: json(LenderList, 'Lenders, by code'), ...refusals },
    }),
    async (c) => c.json({ items: await listLenders(deps, c.var.caller) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/ready-members',
      tags: ['Referrals'],
      summary: 'Members who are ready and wait for a lender, by kota, the longest waiting first',
      request: { query: ScopeQuery },
      responses: { 200: json(ReadyList, 'A page of members'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...scope } = c.req.valid('query')
      const list = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listReadyMembers(deps, c.var.caller, scope, page),
      )
      return c.json(list, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/referrals',
      tags: ['Referrals'],
      summary: 'The referrals to a lender, newest first',
      request: { query: ReferralQuery },
      responses: { 200: json(ReferralList, 'A page of referrals'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...asked } = c.req.valid('query')
      const list = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listReferrals(deps, c.var.caller, asked, page),
      )
      return c.json(list, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/referrals',
      tags: ['Referrals'],
      summary: "A member's referrals, with their states and answers",
      request: { params: MemberPath },
      responses: { 200: json(ReferralList, 'All referrals, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listOfMember(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )
}

function addReferringRoutes(routes: Router, deps: Deps): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/referrals/previews',
      tags: ['Referrals'],
      summary: 'Preview who would be referred to a lender and who would not, with every reason. Nothing is stored.',
      request: body(NewReferrals),
      responses: { 200: json(ReferralPreview, 'The result for each member'), ...refusals },
    }),
    async (c) => c.json(await previewReferrals(deps, c.var.caller, c.req.valid('json')), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/referrals',
    tags: ['Referrals'],
    summary:
      'Refer members to a lender, each under a consent; members who cannot be referred are refused, with reasons',
    body: NewReferrals,
    answer: json(ReferralsMade, 'The result for each member'),
    carryOut: ({ caller, request, body: asked }) => referMembers(deps, caller, request, asked),
  })
}

function addStepRoutes(routes: Router, deps: Deps): void {
  addWriteRoute(routes, deps, {
    path: '/members/{id}/referrals/{referralId}/answers',
    tags: ['Referrals'],
    summary: "Record a lender's answer that did not arrive through its own call",
    params: ReferralPath,
    body: ReferralAnswer,
    answer: json(Referral, 'Recorded'),
    carryOut: ({ caller, request, params: { id: memberId, referralId: id }, body: answer }) =>
      recordAnswer(deps, caller, request, { memberId, id }, answer),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/referrals/{referralId}/withdrawals',
    tags: ['Referrals'],
    summary: 'Take a referral back. A lender that may already have it is told.',
    params: ReferralPath,
    answer: json(Referral, 'Taken back'),
    carryOut: ({ caller, request, params: { id: memberId, referralId: id } }) =>
      takeReferralBack(deps, caller, request, { memberId, id }),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/referrals/{referralId}/resendings',
    tags: ['Referrals'],
    summary: 'Resend a referral that could not be sent and now waits for a person',
    params: ReferralPath,
    answer: json(Referral, 'Due again'),
    carryOut: ({ caller, request, params: { id: memberId, referralId: id } }) =>
      sendReferralAgain(deps, caller, request, { memberId, id }),
  })
}

function addFileRoutes(routes: Router, deps: Deps): void {
  addWriteRoute(routes, deps, {
    path: '/referral-files',
    tags: ['Referrals'],
    summary: 'Send the prepared referrals to a lender in a file. This counts as seeing each member in full.',
    hasDailyLimit: true,
    body: NewReferralFile,
    answer: json(ReferralFileView, 'Made, with a receipt for each row'),
    location: ({ id }) => `/v1/referral-files/${id}`,
    carryOut: ({ caller, request, body: asked }) => makeReferralFile(deps, caller, request, asked),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/referral-files/{id}',
      tags: ['Referrals'],
      summary: 'The receipts of a file that you made',
      request: { params: FilePath },
      responses: { 200: json(ReferralFileView, 'A receipt for each row'), ...refusals },
    }),
    async (c) => c.json(await readReferralFile(deps, c.var.caller, c.req.valid('param').id), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/referral-files/{id}/answers.csv',
    tags: ['Referrals'],
    summary: "Record a lender's answers to a file that you made, from CSV or XLSX, with a result for each row",
    params: FilePath,
    body: SheetBody,
    isSheet: true,
    status: 200,
    answer: json(AnswersTaken, 'The result for each row'),
    carryOut: async ({ caller, request, params: { id }, body: sheet }) =>
      takeAnswers(deps, caller, request, { id, sheet }),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/referral-files/{id}/content',
      tags: ['Referrals'],
      summary: 'The content of a file that you made, without people who have been erased since',
      request: { params: FilePath },
      responses: {
        200: { description: 'The file', content: { 'text/plain': { schema: z.string() } } },
        ...refusals,
      },
    }),
    async (c) => c.text(await readFileText(deps, c.var.caller, c.req.valid('param').id), 200),
  )
}
