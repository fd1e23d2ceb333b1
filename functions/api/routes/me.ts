import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { SelfRegistration } from '../../../shared/domain/acts/self-registration.ts'
import { makeOwnRecord, OwnEntry, OwnRecord, SelfRegistered } from '../../../shared/domain/member/own-record.ts'
import { readOwnHistory, readOwnMember, registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const OwnHistory = z.object({ items: z.array(OwnEntry), next: z.string().optional() }).meta({ id: 'OwnHistory' })

/** What signed-in people may do about their own record. It needs no grant. */
export function meRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/me/registration',
    tags: ['Me'],
    summary:
      'Register yourself. You stay unverified until an officer or the population register confirms your identity.',
    body: SelfRegistration,
    answer: json(SelfRegistered, 'Registered'),
    location: () => '/v1/me',
    carryOut: ({ caller, request, body }) => registerOneself(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/me',
      tags: ['Me'],
      summary: 'Read your own record, with masked identifiers',
      responses: { 200: json(OwnRecord, 'The record'), ...refusals },
    }),
    async (c) => c.json(makeOwnRecord(deps.frame.programme, await readOwnMember(deps, c.var.caller)), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/me/history',
      tags: ['Me'],
      summary: 'Your own entries, in order of recording',
      request: { query: PageQuery },
      responses: { 200: json(OwnHistory, 'A page of entries'), ...refusals },
    }),
    async (c) =>
      c.json(
        await readCursorPage(deps, c, c.req.valid('query'), (page) => readOwnHistory(deps, c.var.caller, page)),
        200,
      ),
  )

  return routes
}
