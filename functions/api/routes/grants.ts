import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { BrokenGlass, GlassBreaking, Grant, NewGrant, Subject } from '../../../shared/domain/access/grant.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { breakGlass, GlassGrant, listBrokenGlass } from '../../../shared/usecases/access/break-glass.ts'
import { endGrant, giveGrantFor, listGrants } from '../../../shared/usecases/access/grants.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfAllowance, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const code = z.string().min(1).max(32)
const GlassQuery = PageQuery.extend({
  area: code.optional().describe('Default: the whole programme'),
  agency: code.optional(),
})
const GrantQuery = GlassQuery.extend({
  subject: Subject.optional().describe('Whose; then within your scope, wherever, unless an area is named'),
})
const GrantPath = z.object({ id: z.string().max(64) })
const GrantList = z.object({ items: z.array(Grant), next: z.string().optional() }).meta({ id: 'GrantList' })
const GrantEnding = z.strictObject({ reason: plainText(500) }).meta({ id: 'GrantEnding' })
const GlassList = z.object({ items: z.array(BrokenGlass), next: z.string().optional() }).meta({ id: 'GlassList' })

export const grantRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/grants',
        tags: ['Grants'],
        summary: 'Who may do what within your scope, by area or of one person; ended grants too',
        request: { query: GrantQuery },
        responses: { 200: json(GrantList, 'A page of grants'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit, ...query } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await listGrants(deps, c.var.caller, query, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/grants',
        tags: ['Grants'],
        summary: 'Let somebody act within your own scope, never beyond it, and never yourself',
        request: { headers: IdempotencyHeader, ...body(NewGrant) },
        responses: { 201: json(Grant, 'Given'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await giveGrantFor(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/grants/{id}/endings',
        tags: ['Grants'],
        summary: 'End a grant: it acts on the next request of its holder',
        request: { params: GrantPath, headers: IdempotencyHeader, ...body(GrantEnding) },
        responses: { 201: json(Grant, 'Ended'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { reason } = c.req.valid('json')
        const request = requestOf(deps, c, { reason })
        const { answer, replayed } = await endGrant(deps, c.var.caller, request, id, reason)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/break-glass',
        tags: ['Grants'],
        summary: "Read one member's record outside your scope for some hours; its owner is shown who and why",
        request: { headers: IdempotencyHeader, ...body(GlassBreaking) },
        responses: {
          201: json(GlassGrant, 'You may read the record, if there is one: the answer does not say'),
          ...refusalsOfAllowance,
        },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await breakGlass(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/break-glass',
        tags: ['Grants'],
        summary: 'Who broke glass for members that are yours, newest first',
        request: { query: GlassQuery },
        responses: { 200: json(GlassList, 'A page; it may be short'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit, ...query } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await listBrokenGlass(deps, c.var.caller, query, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
