import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type * as z from 'zod'
import type { Caller } from '../../shared/domain/access/grant.ts'
import { AppError, type Problem } from '../../shared/domain/problems/app-error.ts'
import { problemsOf } from '../../shared/domain/problems/schema-problems.ts'

/** What the middleware has found out before a handler runs. */
export type ApiEnv = { Variables: { requestId: string; caller: Caller } }
export type ApiContext = Context<ApiEnv>

/** Refuses a request that does not fit its route, with every problem of it and the others that are known. */
export function refuseInvalid(
  result: { success: boolean; error?: z.ZodError; data?: unknown },
  others: Problem[] = [],
): undefined {
  if (result.success || !result.error) return
  throw new AppError('invalid', [...problemsOf(result.error, result.data), ...others])
}

/** A router whose requests are validated against their route: every problem is refused at once. */
export const newRouter = () => new OpenAPIHono<ApiEnv>({ defaultHook: (result) => refuseInvalid(result) })
export type Router = ReturnType<typeof newRouter>
