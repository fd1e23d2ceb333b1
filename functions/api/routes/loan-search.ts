import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { LoanStep } from '../../../shared/domain/loan/loan-history.ts'
import { LoanView } from '../../../shared/domain/loan/loan-view.ts'
import { DismissedTwins, dismissTwins, TwinDismissal } from '../../../shared/usecases/loans/dismiss-twins.ts'
import { findLoans, LoanFilter, listLoanEvents } from '../../../shared/usecases/loans/find-loans.ts'
import { body, json } from '../answers.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const LoanPath = z.object({ id: z.string().max(64) })
const LoanSearch = z
  .strictObject({
    ...LoanFilter.shape,
    cursor: z.string().max(1000).optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ id: 'LoanSearch' })
const FoundLoans = z.object({ items: z.array(LoanView), next: z.string().optional() }).meta({ id: 'FoundLoans' })
const LoanSteps = z.object({ items: z.array(LoanStep) }).meta({ id: 'LoanSteps' })

/** Finds loans, lists their events, and decides that similar loans are separate. */
export function loanSearchRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'post',
      path: '/loans/searches',
      tags: ['Loans'],
      summary: 'Find loans by number, event, member or partner, optionally narrowed by state and time',
      request: body(LoanSearch),
      responses: { 200: json(FoundLoans, 'A page, which may be short'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...filter } = c.req.valid('json')
      const after = openCursor(deps, c, cursor, z.string(), filter)
      const { items, last } = await findLoans(deps, c.var.caller, filter, { after, limit })
      return c.json({ items, ...(last !== undefined && { next: sealCursor(deps, c, last, filter) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/loans/{id}/events',
      tags: ['Loans'],
      summary: 'The events of a loan from the oldest to the newest, and what each changed',
      request: { params: LoanPath },
      responses: { 200: json(LoanSteps, 'The events'), ...refusals },
    }),
    async (c) => c.json({ items: await listLoanEvents(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/loans/{id}/twin-dismissals',
    tags: ['Loans'],
    summary: 'Decide that two loans that look alike are separate loans. They are not flagged again.',
    params: LoanPath,
    body: TwinDismissal,
    answer: json(DismissedTwins, 'Decided'),
    carryOut: ({ caller, request, params: { id }, body }) => dismissTwins(deps, caller, request, id, body),
  })

  return routes
}
