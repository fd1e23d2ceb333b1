import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { BrokenGlass, GlassBreaking, Grant, NewGrant, Subject } from '../../../shared/domain/access/grant.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { breakGlass, GlassGrant, listBrokenGlass } from '../../../shared/usecases/access/break-glass.ts'
import { endGrant, giveGrantFor, listGrants } from '../../../shared/usecases/access/grants.ts'
import { json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const code = z.string().min(1).max(32)
const GlassQuery = PageQuery.extend({
  area: code.optional().describe('Default: the whole programme'),
  agency: code.optional(),
})
const GrantQuery = GlassQuery.extend({
  subject: Subject.optional().describe('The holder of the grants. Without `area`, the search covers your whole scope.'),
})
const GrantPath = z.object({ id: z.string().max(64) })
const GrantList = z.object({ items: z.array(Grant), next: z.string().optional() }).meta({ id: 'GrantList' })
const GrantEnding = z.strictObject({ reason: plainText(500) }).meta({ id: 'GrantEnding' })
const GlassList = z.object({ items: z.array(BrokenGlass), next: z.string().optional() }).meta({ id: 'GlassList' })

export function grantRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/grants',
      tags: ['Grants'],
      summary: 'The grants within your scope, by area or of one person, including ended ones',
      request: { query: GrantQuery },
      responses: { 200: json(GrantList, 'A page of grants'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...query } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listGrants(deps, c.var.caller, query, page),
      )
      return c.json(found, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/grants',
    tags: ['Grants'],
    summary: 'Give somebody else a grant within your own scope',
    body: NewGrant,
    answer: json(Grant, 'The grant'),
    carryOut: ({ caller, request, body }) => giveGrantFor(deps, caller, request, body),
  })

  addWriteRoute(routes, deps, {
    path: '/grants/{id}/endings',
    tags: ['Grants'],
    summary: "End a grant, with effect from its holder's next request",
    params: GrantPath,
    body: GrantEnding,
    answer: json(Grant, 'Ended'),
    carryOut: ({ caller, request, params: { id }, body: { reason } }) => endGrant(deps, caller, request, id, reason),
  })

  addWriteRoute(routes, deps, {
    path: '/break-glass',
    tags: ['Grants'],
    summary: "Read one member's record outside your scope for some hours. The member sees who read it and why.",
    body: GlassBreaking,
    answer: json(GlassGrant, 'You may read the record if it exists. The answer does not say whether it does.'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, body }) => breakGlass(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/break-glass',
      tags: ['Grants'],
      summary: 'Break-glass events about members within your scope, newest first',
      request: { query: GlassQuery },
      responses: { 200: json(GlassList, 'A page, which may be short'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit, ...query } = c.req.valid('query')
      const found = await readCursorPage(deps, c, { cursor, limit }, (page) =>
        listBrokenGlass(deps, c.var.caller, query, page),
      )
      return c.json(found, 200)
    },
  )

  return routes
}
