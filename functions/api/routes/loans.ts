import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Instant } from '../../../shared/domain/calendar.ts'
import { LoanView, ParkedLoan } from '../../../shared/domain/loan/loan-view.ts'
import { decideLoan, LoanAnswer, LoanDecision, replayLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import {
  listLoansAhead,
  listLoansUnderReview,
  listMemberLoans,
  listParkedLoans,
  listTwins,
  readLoan,
} from '../../../shared/usecases/loans/list-loans.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const LoanPath = z.object({ id: z.string().max(64) })
const ByPartner = PageQuery.extend({ partner: z.string().max(32).optional().describe('Only loans of this partner') })
const LoanList = z.object({ items: z.array(LoanView) }).meta({ id: 'LoanList' })
const Parked = z.object({ items: z.array(ParkedLoan), next: z.string().optional() }).meta({ id: 'ParkedLoans' })
const Review = z.object({ items: z.array(LoanView), next: z.string().optional() }).meta({ id: 'LoansInReview' })
const Ahead = z.object({ items: z.array(LoanView), next: z.string().optional() }).meta({ id: 'LoansAhead' })
const Twins = z
  .object({
    items: z.array(z.object({ since: Instant, loans: z.array(LoanView) })),
    next: z.string().optional(),
  })
  .meta({ id: 'TwinLoans' })

export function loanRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/loans',
      tags: ['Loans'],
      summary: 'The loans of a member, as partners reported them',
      request: { params: MemberPath },
      responses: { 200: json(LoanList, 'Loans, in the order in which they were reported'), ...refusals },
    }),
    async (c) => c.json({ items: await listMemberLoans(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/parked',
      tags: ['Loans'],
      summary: 'Loans that wait for their members, with the start of the wait and its reason',
      request: { query: ByPartner },
      responses: { 200: json(Parked, 'A page, partner by partner, the oldest loans first'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, partner } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listParkedLoans(deps, c.var.caller, { partner, ...page }),
      )
      return c.json(found, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/review',
      tags: ['Loans'],
      summary: 'Loans with impossible events, or loans that are not allowed to attain the stage',
      request: { query: ByPartner },
      responses: { 200: json(Review, 'A page, partner by partner, the oldest loans first'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, partner } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listLoansUnderReview(deps, c.var.caller, { partner, ...page }),
      )
      return c.json(found, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/ahead',
      tags: ['Loans'],
      summary:
        'Loans with an event that waits because it is dated ahead of our clock, with the start and end of the wait',
      request: { query: ByPartner },
      responses: { 200: json(Ahead, 'A page, partner by partner, the oldest loans first'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, partner } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listLoansAhead(deps, c.var.caller, { partner, ...page }),
      )
      return c.json(found, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/twins',
      tags: ['Loans'],
      summary:
        'Loans of one member that two partners report with the same amount and day. Probably they are one, counted twice.',
      request: { query: PageQuery },
      responses: { 200: json(Twins, 'A page of pairs'), ...refusals },
    }),
    async (c) =>
      c.json(await readCursorPage(deps, c, c.req.valid('query'), (page) => listTwins(deps, c.var.caller, page)), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/{id}',
      tags: ['Loans'],
      summary: 'One loan as its partner reports it, with its open questions',
      request: { params: LoanPath },
      responses: { 200: jsonWithVersion(LoanView, 'The loan'), ...refusals },
    }),
    async (c) => {
      const { version, ...loan } = await readLoan(deps, c.var.caller, c.req.valid('param').id)
      setEtag(c, version)
      return c.json(loan, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/loans/{id}/decisions',
    tags: ['Loans'],
    summary: 'Release or reject a loan that waits for an official',
    params: LoanPath,
    body: LoanDecision,
    answer: json(LoanAnswer, 'Decided'),
    carryOut: ({ caller, request, params: { id }, body }) => decideLoan(deps, caller, request, id, body),
  })

  addWriteRoute(routes, deps, {
    path: '/loans/{id}/replays',
    tags: ['Loans'],
    summary: 'Process a loan again now, for example when its member has registered',
    params: LoanPath,
    answer: json(LoanAnswer, 'The result'),
    carryOut: ({ caller, request, params }) => replayLoan(deps, caller, request, params.id),
  })

  return routes
}
