import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type * as z from 'zod'
import type { Caller } from '../../shared/domain/access/grant.ts'
import { AppError, type Problem } from '../../shared/domain/problems/app-error.ts'
import { listSchemaProblems } from '../../shared/domain/problems/schema-problems.ts'

/** What the middleware sets before a handler runs. */
export type ApiEnv = { Variables: { requestId: string; caller: Caller } }
export type ApiContext = Context<ApiEnv>

/** Refuses an invalid request with all of its problems, and with `others` that are already known. */
export function refuseInvalid(
  result: { success: boolean; error?: z.ZodError; data?: unknown },
  others: Problem[] = [],
): undefined {
  if (result.success || !result.error) return
  throw new AppError('invalid', [...listSchemaProblems(result.error, result.data), ...others])
}

/** A router that validates requests by their route and refuses them with all problems at once. */
export const newRouter = () => new OpenAPIHono<ApiEnv>({ defaultHook: (result) => refuseInvalid(result) })
export type Router = ReturnType<typeof newRouter>
