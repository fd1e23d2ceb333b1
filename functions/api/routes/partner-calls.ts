import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PartnerCall } from '../../../shared/domain/receipt/call.ts'
import { PassedOver } from '../../../shared/domain/receipt/passed-over.ts'
import { Conflict, ConflictClosing, ConflictView, ParkedReceipt } from '../../../shared/domain/receipt/receipt.ts'
import {
  closeConflict,
  listCalls,
  listConflicts,
  listPassedOver,
  parkedReceipts,
  Replayed,
  replayReceipt,
} from '../../../shared/usecases/partners/receipts.ts'
import { sendTestEvent, TestCall, TestEventSent } from '../../../shared/usecases/partners/test-event.ts'
import { json } from '../answers.ts'
import { PageQuery, readPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const code = z.string().max(32)
const PartnerPath = z.object({ code })
const ItemPath = z.object({ code, id: z.string().max(64) })
const pageSchema = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() })
const CallList = pageSchema(PartnerCall).meta({ id: 'PartnerCallList' })
const ParkedReceiptList = pageSchema(ParkedReceipt).meta({ id: 'ParkedReceiptList' })
const ConflictList = pageSchema(ConflictView).meta({ id: 'ConflictList' })
const PassedOverList = pageSchema(PassedOver).meta({ id: 'PassedOverList' })
const TestEventAnswer = TestEventSent.extend({
  call: TestCall.optional().describe('The call as the partner would have made it; in the first answer only'),
}).meta({ id: 'TestEventAnswer' })

/** The calls of partners, and those that wait for a person. */
export function partnerCallRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/test-events',
    tags: ['Partners'],
    summary: "Sign a test event as the partner would, and send it through the partner's own door",
    params: PartnerPath,
    answer: json(TestEventAnswer, 'What came of it'),
    carryOut: async ({ caller, request, params: { code } }) => {
      const { answer, replayed, call } = await sendTestEvent(deps, caller, request, code)
      return { answer: { ...answer, ...(call && { call }) }, replayed }
    },
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/calls',
      tags: ['Partners'],
      summary: 'The calls of a partner in the last 90 days, newest first, with answers and reasons',
      request: { params: PartnerPath, query: PageQuery },
      responses: { 200: json(CallList, 'A page of calls'), ...refusals },
    }),
    async (c) => {
      return c.json(
        await readPage(deps, c, c.req.valid('query'), (page) =>
          listCalls(deps, c.var.caller, c.req.valid('param').code, page),
        ),
        200,
      )
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/passed-over',
      tags: ['Partners'],
      summary: 'What a partner sends that we do not know, and in how many events: fields, and types of events',
      request: { params: PartnerPath, query: PageQuery },
      responses: { 200: json(PassedOverList, 'A page, by place'), ...refusals },
    }),
    async (c) =>
      c.json(
        await readPage(deps, c, c.req.valid('query'), (page) =>
          listPassedOver(deps, c.var.caller, c.req.valid('param').code, page),
        ),
        200,
      ),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/receipts/parked',
      tags: ['Partners'],
      summary: 'Events that could not be applied and wait for a person',
      request: { params: PartnerPath, query: PageQuery },
      responses: { 200: json(ParkedReceiptList, 'A page, in order of parking'), ...refusals },
    }),
    async (c) => {
      return c.json(
        await readPage(deps, c, c.req.valid('query'), (page) =>
          parkedReceipts(deps, c.var.caller, c.req.valid('param').code, page),
        ),
        200,
      )
    },
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/receipts/{id}/replays',
    tags: ['Partners'],
    summary: 'Retry a parked receipt within a minute',
    params: ItemPath,
    answer: json(Replayed, 'It is due'),
    carryOut: ({ caller, request, params: { code, id } }) => replayReceipt(deps, caller, request, code, id),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/conflicts',
      tags: ['Partners'],
      summary: 'Events with the id of other content: refused, kept, and not looked at yet',
      request: { params: PartnerPath, query: PageQuery },
      responses: { 200: json(ConflictList, 'A page, the oldest first'), ...refusals },
    }),
    async (c) => {
      return c.json(
        await readPage(deps, c, c.req.valid('query'), (page) =>
          listConflicts(deps, c.var.caller, c.req.valid('param').code, page),
        ),
        200,
      )
    },
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/conflicts/{id}/closings',
    tags: ['Partners'],
    summary: 'Close a conflict after looking at it; the refused event stays refused',
    params: ItemPath,
    body: ConflictClosing,
    answer: json(Conflict, 'Closed'),
    carryOut: ({ caller, request, params, body }) => closeConflict(deps, caller, request, params, body),
  })

  return routes
}
