import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Statement, StatementView } from '../../../shared/domain/loan/statement.ts'
import { DayOrder } from '../../../shared/domain/tables/day-text.ts'
import { findStatement, takeStatement } from '../../../shared/usecases/loans/statements.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { SheetBody } from '../sheet-body.ts'
import { addWriteRoute } from '../writing-routes.ts'

const StatementPath = z.object({ code: z.string().max(32), month: Month })
const heading = z.string().min(1).max(120).optional().describe('The heading of this column in the file')

const StatementQuery = z.strictObject({
  dayOrder: DayOrder.optional().describe(
    'Whether 02/11 is 2 November or 11 February, if the dates in the file do not show it',
  ),
  ...{ number: heading, state: heading, approvedOn: heading, approvedAmount: heading },
  ...{ disbursedOn: heading, disbursedAmount: heading },
})
const StatementTaken = Statement.omit({ file: true }).meta({ id: 'StatementTaken' })

export function statementRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/statements/{month}/lines.csv',
    tags: ['Loans'],
    summary:
      'Compare a partner’s statement of a month (CSV or XLSX) with its events, by number, state, days and amounts',
    params: StatementPath,
    query: StatementQuery,
    body: SheetBody,
    isSheet: true,
    answer: json(StatementTaken, 'The comparison. The last statement of a month counts.'),
    carryOut: async ({ caller, request, params: { code, month }, query: { dayOrder, ...columns }, body: sheet }) => {
      const statement = { partner: code, month, sheet, dayOrder, columns }
      const { answer, replayed } = await takeStatement(deps, caller, request, statement)
      return { answer: StatementTaken.parse(answer), replayed }
    },
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/statements/{month}',
      tags: ['Loans'],
      summary: 'The result of a partner’s last statement of a month, with every difference',
      request: { params: StatementPath },
      responses: { 200: json(StatementView, 'Loans that are missing here, missing there, or different'), ...refusals },
    }),
    async (c) => {
      const { code, month } = c.req.valid('param')
      return c.json(await findStatement(deps, c.var.caller, code, month), 200)
    },
  )

  return routes
}
