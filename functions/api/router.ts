import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Caller } from '../../shared/domain/access/grant.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { problemsOf } from '../../shared/domain/problems/schema-problems.ts'
import { keyProblems } from './idempotency.ts'

/** What the middleware has found out before a handler runs. */
export type ApiEnv = { Variables: { requestId: string; caller: Caller } }
export type ApiContext = Context<ApiEnv>

/** A router whose requests are validated against their route: every problem is refused at once. */
export const newRouter = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const input = 'data' in result ? result.data : undefined
      throw new AppError('invalid', [...problemsOf(result.error, input), ...keyProblems(c.req)])
    },
  })
