import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { SelfRegistration } from '../../../shared/domain/acts/self-registration.ts'
import { OwnEntry, OwnRecord, ownRecord, SelfRegistered } from '../../../shared/domain/acts/self-view.ts'
import { ownHistory, ownMember, registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const OwnHistory = z.object({ items: z.array(OwnEntry), next: z.string().optional() }).meta({ id: 'OwnHistory' })

/** What anybody who is signed in may do, about himself alone: it takes no grant. */
export const meRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/me/registration',
        tags: ['Me'],
        summary: 'Register oneself: unverified until an officer or the population register has confirmed it',
        request: { headers: IdempotencyHeader, ...body(SelfRegistration) },
        responses: { 201: json(SelfRegistered, 'Registered'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await registerOneself(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        c.header('Location', '/v1/me')
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/me',
        tags: ['Me'],
        summary: "Read one's own record, identifiers masked",
        responses: { 200: json(OwnRecord, 'The record'), ...refusals },
      }),
      async (c) => c.json(ownRecord(deps.frame.programme, await ownMember(deps, c.var.caller)), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/me/history',
        tags: ['Me'],
        summary: "One's own entries in order of recording",
        request: { query: PageQuery },
        responses: { 200: json(OwnHistory, 'A page of entries'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await ownHistory(deps, c.var.caller, { after, limit })
        return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
