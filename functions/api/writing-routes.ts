import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import type * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { IdempotentRequest } from '../../shared/usecases/once.ts'
import { body, type JsonAnswer } from './answers.ts'
import { IfMatchHeader, readIfMatch, setEtag } from './etag.ts'
import { findKeyProblems, IdempotencyHeader, identifyRequest, markReplay } from './idempotency.ts'
import { refusalsOfChange, refusalsOfLimited } from './problem.ts'
import { type Router, refuseInvalid } from './router.ts'
import { identifySheet, readSheetBody, sheetBody } from './sheet-body.ts'

type Params = z.ZodObject
type NoParams = z.ZodObject<Record<never, never>>
type NoBody = z.ZodUndefined

/** The validated input of a handler. */
type Checked<B extends z.ZodType, P extends Params, Q extends Params = NoParams> = {
  out: { json: z.output<B>; param: z.output<P>; query: z.output<Q> }
}

type WritingRoute<A extends z.ZodType<object>, P extends Params> = {
  path: string
  tags: [string]
  summary: string
  params?: P
  /** Whether the act has a daily limit. */
  hasDailyLimit?: true
  answer: JsonAnswer<A>
}

type WriteRoute<A extends z.ZodType<object>, B extends z.ZodType, P extends Params, Q extends Params> = WritingRoute<
  A,
  P
> & {
  /** Settings for reading the body, such as the order of day and month in its dates. */
  query?: Q
  body?: B
  /** Whether the body is a table, as CSV or workbook. Then `body` is `SheetBody`. */
  isSheet?: true
  /** Default: 201. */
  status?: 200 | 201 | 202
  /** The address of what was made. */
  location?: (answer: z.output<A>) => string
  /** The version of what was made, for its ETag. */
  version?: (answer: z.output<A>) => number
  /** Calls the use case. */
  carryOut: (asked: {
    caller: Caller
    request: IdempotentRequest
    params: z.output<P>
    query: z.output<Q>
    body: z.output<B>
  }) => Promise<{ answer: z.output<A>; replayed: boolean }>
}

/**
 * Adds a POST that takes effect only once. A repeat under the same `Idempotency-Key` gets the first answer, marked with
 * `Idempotency-Replayed`.
 *
 * @example
 * addWriteRoute(routes, deps, {
 *   path: '/members',
 *   tags: ['Members'],
 *   summary: 'Register a person',
 *   body: NewMember,
 *   answer: json(Posted, 'Registered'),
 *   carryOut: ({ caller, request, body }) => registerMember(deps, caller, request, body),
 * })
 */
export function addWriteRoute<
  A extends z.ZodType<object>,
  B extends z.ZodType = NoBody,
  P extends Params = NoParams,
  Q extends Params = NoParams,
>(routes: Router, deps: Pick<Deps, 'keyring'>, route: WriteRoute<A, B, P, Q>): void {
  const { path, tags, summary, params, query, isSheet, status = 201, answer: declared, location, version } = route
  const declaredBody = isSheet ? sheetBody : route.body ? body(route.body) : {}
  routes.openapi<RouteConfig, Checked<B, P, Q>, string>(
    createRoute({
      method: 'post',
      path,
      tags,
      summary,
      request: { ...(params && { params }), ...(query && { query }), headers: IdempotencyHeader, ...declaredBody },
      responses: { [status]: declared, ...(route.hasDailyLimit ? refusalsOfLimited : refusalsOfChange) },
    }),
    async (c) => {
      // An empty file is read too, so that it is refused like any bad table.
      const sheet = isSheet ? await readSheetBody(c) : undefined
      const body = sheet !== undefined && route.body ? route.body.parse(sheet) : c.req.valid('json')
      const content = sheet === undefined ? body : identifySheet(sheet)
      const request = identifyRequest(
        deps,
        c,
        Object.keys(c.req.query()).length > 0 ? [content, c.req.query()] : content,
      )
      const { answer, replayed } = await route.carryOut({
        caller: c.var.caller,
        request,
        params: c.req.valid('param'),
        query: c.req.valid('query'),
        body,
      })
      markReplay(c, replayed)
      if (location) c.header('Location', location(answer))
      if (version) setEtag(c, version(answer))
      return c.json(answer, status)
    },
    (result, c) => refuseInvalid(result, findKeyProblems(c.req)),
  )
}

type ChangeRoute<A extends z.ZodType<{ version: number }>, B extends z.ZodType, P extends Params> = WritingRoute<
  A,
  P
> & {
  method: 'patch' | 'put'
  params: P
  body: B
  /** Calls the use case with the version that the caller has seen. */
  change: (asked: { caller: Caller; version: number; params: z.output<P>; body: z.output<B> }) => Promise<z.output<A>>
}

/**
 * Adds a route that changes something only if it is as the caller saw it. `If-Match` names the version that the caller
 * saw, `ETag` the new one.
 */
export function addChangeRoute<A extends z.ZodType<{ version: number }>, B extends z.ZodType, P extends Params>(
  routes: Router,
  { method, path, tags, summary, params, hasDailyLimit, body: schema, answer: declared, change }: ChangeRoute<A, B, P>,
): void {
  routes.openapi<RouteConfig, Checked<B, P>, string>(
    createRoute({
      method,
      path,
      tags,
      summary,
      request: { params, headers: IfMatchHeader, ...body(schema) },
      responses: { 200: declared, ...(hasDailyLimit ? refusalsOfLimited : refusalsOfChange) },
    }),
    async (c) => {
      const { caller } = c.var
      const version = readIfMatch(c)
      const changed = await change({ caller, version, params: c.req.valid('param'), body: c.req.valid('json') })
      setEtag(c, changed.version)
      return c.json(changed, 200)
    },
  )
}
