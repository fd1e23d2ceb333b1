import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { PartnerCall } from '../../../shared/domain/receipt/call.ts'
import { PassedOver } from '../../../shared/domain/receipt/passed-over.ts'
import {
  ConflictEvents,
  PayloadReveal,
  ReceiptView,
  RevealedConflict,
  RevealedReceipt,
} from '../../../shared/domain/receipt/payload.ts'
import { Conflict, ConflictClosing, ConflictView, ParkedReceipt } from '../../../shared/domain/receipt/receipt.ts'
import { RefusedCalls } from '../../../shared/domain/receipt/refused-calls.ts'
import { closeConflict, listConflicts, readConflict } from '../../../shared/usecases/partners/conflicts.ts'
import { revealConflict, revealReceipt } from '../../../shared/usecases/partners/payload-reveals.ts'
import {
  listCalls,
  listParkedReceipts,
  listPassedOver,
  listRefusedCalls,
  type Page,
  type Paged,
  ReplayAnswer,
  readReceipt,
  replayReceipt,
} from '../../../shared/usecases/partners/receipts.ts'
import { sendTestEvent, TestCall, TestEventSent } from '../../../shared/usecases/partners/test-event.ts'
import { json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
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
const RefusedCallsList = z.object({ items: z.array(RefusedCalls) }).meta({ id: 'RefusedCallsList' })
const TestEventAnswer = TestEventSent.extend({
  call: TestCall.optional().describe('The call as the partner would have made it. Only the first answer has it.'),
}).meta({ id: 'TestEventAnswer' })

type ListInput = { out: { param: z.output<typeof PartnerPath>; query: z.output<typeof PageQuery> } }

/** The calls of partners, and those that wait for a person. */
export function partnerCallRoutes(deps: Deps) {
  const routes = newRouter()

  /** Adds a paged list about a partner. */
  function addList<T>(
    path: string,
    texts: { summary: string; page: string },
    schema: z.ZodType<{ items: T[]; next?: string | undefined }>,
    list: (deps: Deps, caller: Caller, code: string, page: Page) => Promise<Paged<T>>,
  ): void {
    routes.openapi<RouteConfig, ListInput, string>(
      createRoute({
        method: 'get',
        path: `/partners/{code}${path}`,
        tags: ['Partners'],
        summary: texts.summary,
        request: { params: PartnerPath, query: PageQuery },
        responses: { 200: json(schema, texts.page), ...refusals },
      }),
      async (c) => {
        const { code } = c.req.valid('param')
        return c.json(
          await readCursorPage(deps, c, c.req.valid('query'), (page) => list(deps, c.var.caller, code, page)),
          200,
        )
      },
    )
  }

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/test-events',
    tags: ['Partners'],
    summary: "Sign a test event as the partner would, and send it to the partner's own endpoint",
    params: PartnerPath,
    answer: json(TestEventAnswer, 'The result'),
    carryOut: async ({ caller, request, params: { code } }) => {
      const { answer, replayed, call } = await sendTestEvent(deps, caller, request, code)
      return { answer: { ...answer, ...(call && { call }) }, replayed }
    },
  })

  addList(
    '/calls',
    {
      summary: 'The calls of a partner in the last 90 days, newest first, with answers and reasons',
      page: 'A page of calls',
    },
    CallList,
    listCalls,
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/refusals',
      tags: ['Partners'],
      summary: "How many calls under a partner's name were turned away in the last 14 days, and why",
      request: { params: PartnerPath },
      responses: { 200: json(RefusedCallsList, 'By day and reason, the latest day first'), ...refusals },
    }),
    async (c) => {
      const items = await listRefusedCalls(deps, c.var.caller, c.req.valid('param').code)
      return c.json({ items }, 200)
    },
  )

  addList(
    '/passed-over',
    {
      summary: 'Unknown fields and event types that a partner sends, with the number of events that have them',
      page: 'A page, by place',
    },
    PassedOverList,
    listPassedOver,
  )

  addList(
    '/receipts/parked',
    {
      summary: 'Events that could not be applied and wait for a person',
      page: 'A page, in order of parking',
    },
    ParkedReceiptList,
    listParkedReceipts,
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/receipts/{id}',
      tags: ['Partners'],
      summary: 'The content of a received event, with personal data masked',
      request: { params: ItemPath },
      responses: { 200: json(ReceiptView, 'The receipt'), ...refusals },
    }),
    async (c) => {
      const { code, id } = c.req.valid('param')
      return c.json(await readReceipt(deps, c.var.caller, code, id), 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/receipts/{id}/reveals',
    tags: ['Partners'],
    summary: 'Show an event as it arrived. The trail of the member that it names keeps the reason.',
    params: ItemPath,
    body: PayloadReveal,
    answer: json(RevealedReceipt, 'As it arrived'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, params, body }) => revealReceipt(deps, caller, request, params, body),
  })

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/receipts/{id}/replays',
    tags: ['Partners'],
    summary: 'Retry a parked receipt within a minute',
    params: ItemPath,
    answer: json(ReplayAnswer, 'The receipt is due'),
    carryOut: ({ caller, request, params: { code, id } }) => replayReceipt(deps, caller, request, code, id),
  })

  addList(
    '/conflicts',
    {
      summary: 'Open conflicts: events that were refused because their id already has other content',
      page: 'A page, the oldest first',
    },
    ConflictList,
    listConflicts,
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/conflicts/{id}',
      tags: ['Partners'],
      summary: 'Both events of a conflict side by side, with personal data masked',
      request: { params: ItemPath },
      responses: { 200: json(ConflictEvents, 'The conflict'), ...refusals },
    }),
    async (c) => {
      const { code, id } = c.req.valid('param')
      return c.json(await readConflict(deps, c.var.caller, code, id), 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/conflicts/{id}/reveals',
    tags: ['Partners'],
    summary: 'Show both events as they arrived. The trails of the members that they name keep the reason.',
    params: ItemPath,
    body: PayloadReveal,
    answer: json(RevealedConflict, 'As it arrived'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, params, body }) => revealConflict(deps, caller, request, params, body),
  })

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/conflicts/{id}/closings',
    tags: ['Partners'],
    summary: 'Close a conflict after looking at it. The refused event stays refused.',
    params: ItemPath,
    body: ConflictClosing,
    answer: json(Conflict, 'Closed'),
    carryOut: ({ caller, request, params, body }) => closeConflict(deps, caller, request, params, body),
  })

  return routes
}
