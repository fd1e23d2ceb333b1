import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { PartnerCall } from '../../../shared/domain/receipt/call.ts'
import { Conflict, ConflictClosing, ConflictView, ParkedReceipt } from '../../../shared/domain/receipt/receipt.ts'
import {
  closeConflict,
  listCalls,
  listConflicts,
  parkedReceipts,
  Replayed,
  replayReceipt,
} from '../../../shared/usecases/partners/receipts.ts'
import { sendTestEvent, TestCall, TestEventSent } from '../../../shared/usecases/partners/test-event.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const code = z.string().max(32)
const PartnerPath = z.object({ code })
const ItemPath = z.object({ code, id: z.string().max(64) })
const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() })
const CallList = paged(PartnerCall).meta({ id: 'PartnerCallList' })
const ParkedReceiptList = paged(ParkedReceipt).meta({ id: 'ParkedReceiptList' })
const ConflictList = paged(ConflictView).meta({ id: 'ConflictList' })
const TestEventAnswer = TestEventSent.extend({
  call: TestCall.optional().describe('The call as the partner would have made it; told in the first answer only'),
}).meta({ id: 'TestEventAnswer' })

/** What partners have told us, and what of it waits for a person. */
export const partnerCallRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/test-events',
        tags: ['Partners'],
        summary: 'Play the partner: sign a test event as it would and send it through its own door',
        request: { params: PartnerPath, headers: IdempotencyHeader },
        responses: { 201: json(TestEventAnswer, 'What came of it'), ...refusalsOfChange },
      }),
      async (c) => {
        const { code } = c.req.valid('param')
        const { answer, replayed, call } = await sendTestEvent(deps, c.var.caller, requestOf(deps, c), code)
        markReplay(c, replayed)
        return c.json({ ...answer, ...(call && { call }) }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}/calls',
        tags: ['Partners'],
        summary: 'What a partner has called in the last 90 days, newest first: how it was answered, and why',
        request: { params: PartnerPath, query: PageQuery },
        responses: { 200: json(CallList, 'A page of calls'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await listCalls(deps, c.var.caller, c.req.valid('param').code, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}/receipts/parked',
        tags: ['Partners'],
        summary: 'What a partner told and could not be applied: it waits for a person',
        request: { params: PartnerPath, query: PageQuery },
        responses: { 200: json(ParkedReceiptList, 'A page, in order of parking'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await parkedReceipts(deps, c.var.caller, c.req.valid('param').code, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/receipts/{id}/replays',
        tags: ['Partners'],
        summary: 'Have a parked receipt tried again within a minute',
        request: { params: ItemPath, headers: IdempotencyHeader },
        responses: { 201: json(Replayed, 'It is due'), ...refusalsOfChange },
      }),
      async (c) => {
        const { code, id } = c.req.valid('param')
        const { answer, replayed } = await replayReceipt(deps, c.var.caller, requestOf(deps, c), code, id)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}/conflicts',
        tags: ['Partners'],
        summary: 'What a partner told under an id that stands for something else: refused, kept, and not yet looked at',
        request: { params: PartnerPath, query: PageQuery },
        responses: { 200: json(ConflictList, 'A page, the oldest first'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await listConflicts(deps, c.var.caller, c.req.valid('param').code, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/conflicts/{id}/closings',
        tags: ['Partners'],
        summary: 'Close a conflict that you have looked at; what was refused stays refused',
        request: { params: ItemPath, headers: IdempotencyHeader, ...body(ConflictClosing) },
        responses: { 201: json(Conflict, 'Closed'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const request = requestOf(deps, c, input)
        const { answer, replayed } = await closeConflict(deps, c.var.caller, request, c.req.valid('param'), input)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
