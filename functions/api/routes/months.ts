import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { MonthStatus } from '../../../shared/domain/ledger/month-status.ts'
import { Recount } from '../../../shared/domain/ledger/recount.ts'
import { Repair } from '../../../shared/domain/ledger/repair.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { Closing, closeFor } from '../../../shared/usecases/issues/close-months.ts'
import { listMonths, listRepairs, readMonth } from '../../../shared/usecases/ledger/months.ts'
import { recountFor } from '../../../shared/usecases/ledger/recount.ts'
import { repairCell } from '../../../shared/usecases/ledger/repair.ts'
import { json } from '../answers.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

export const MonthPath = z.object({ month: Month })
const MonthList = z.object({ items: z.array(MonthStatus) }).meta({ id: 'MonthList' })
const ClosingRequest = z
  .strictObject({ through: Month.optional().describe('Default: the last month that has ended') })
  .meta({ id: 'ClosingRequest' })
const RepairRequest = z
  .strictObject({ month: Month, area: z.string().min(1).max(32), reason: plainText(500) })
  .meta({ id: 'RepairRequest' })

export function monthRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months',
      tags: ['Months'],
      summary: 'Every month from the first to the current one, open or closed',
      responses: { 200: json(MonthList, 'Months, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listMonths(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/months/closings',
    tags: ['Months'],
    summary: 'Close and issue every ended month, in order. The call can be interrupted and repeated.',
    body: ClosingRequest,
    status: 200,
    answer: json(Closing, 'What was closed, issued, and held back'),
    carryOut: ({ caller, request, body }) => closeFor(deps, caller, request, body.through),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}',
      tags: ['Months'],
      summary: 'One month with its status and its last recount',
      request: { params: MonthPath },
      responses: { 200: json(MonthStatus, 'The month'), ...refusals },
    }),
    async (c) => c.json(await readMonth(deps, c.var.caller, c.req.valid('param').month), 200),
  )

  routes.openapi(
    createRoute({
      method: 'post',
      path: '/months/{month}/recounts',
      tags: ['Months'],
      summary: 'Recount a month from its entries and compare every counter',
      request: { params: MonthPath },
      responses: { 200: json(Recount, 'Whether the counters agree, and each one that differs'), ...refusalsOfChange },
    }),
    async (c) => c.json(await recountFor(deps, c.var.caller, c.req.valid('param').month), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/repairs',
      tags: ['Months'],
      summary: 'The log of repaired counters, with both values',
      responses: { 200: json(z.object({ items: z.array(Repair) }), 'Repairs, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listRepairs(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/repairs',
    tags: ['Months'],
    summary: "Set a cell's counters to what its entries say",
    body: RepairRequest,
    answer: json(Repair, 'The repair, logged with both values'),
    carryOut: ({ caller, request, body }) => repairCell(deps, caller, request, body),
  })

  return routes
}
