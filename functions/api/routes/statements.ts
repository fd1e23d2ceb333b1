import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Statement, StatementView } from '../../../shared/domain/loan/statement.ts'
import { statementOf, takeStatement } from '../../../shared/usecases/loans/statements.ts'
import { csvBody, json } from '../answers.ts'
import { csvText } from '../csv-text.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const StatementPath = z.object({ code: z.string().max(32), month: Month })
const Taken = Statement.omit({ file: true }).meta({ id: 'StatementTaken' })

export const statementRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/statements/{month}/lines.csv',
        tags: ['Loans'],
        summary: 'Compare a partner’s statement of a month with what it told: number, state, days and amounts',
        request: { params: StatementPath, headers: IdempotencyHeader, ...csvBody },
        responses: { 201: json(Taken, 'How they agree; the last statement of a month stands'), ...refusalsOfChange },
      }),
      async (c) => {
        const { code, month } = c.req.valid('param')
        const sheet = await csvText(c)
        const asked = { partner: code, month, sheet }
        const { answer, replayed } = await takeStatement(deps, c.var.caller, requestOf(deps, c, sheet), asked)
        markReplay(c, replayed)
        return c.json(Taken.parse(answer), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}/statements/{month}',
        tags: ['Loans'],
        summary: 'How a partner’s last statement of a month agreed, with everything that did not',
        request: { params: StatementPath },
        responses: { 200: json(StatementView, 'Missing here, missing there, different'), ...refusals },
      }),
      async (c) => {
        const { code, month } = c.req.valid('param')
        return c.json(await statementOf(deps, c.var.caller, code, month), 200)
      },
    )
