import { createRoute } from '@hono/zod-openapi'
import type { Deps } from '../../../shared/deps.ts'
import { Revealed, RevealRequest } from '../../../shared/domain/rights/reveal.ts'
import { revealMember } from '../../../shared/usecases/rights/reveals.ts'
import { body, json } from '../answers.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusalsOfAllowance } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

export const revealRoutes = (deps: Deps) =>
  newRouter().openapi(
    createRoute({
      method: 'post',
      path: '/members/{id}/reveals',
      tags: ['Members'],
      summary: "See personal data in full, with a reason that stands in the member's trail",
      request: { params: MemberPath, headers: IdempotencyHeader, ...body(RevealRequest) },
      responses: { 201: json(Revealed, 'The values, as far as they are known'), ...refusalsOfAllowance },
    }),
    async (c) => {
      const input = c.req.valid('json')
      const { id } = c.req.valid('param')
      const { answer, replayed } = await revealMember(deps, c.var.caller, requestOf(deps, c, input), id, input)
      markReplay(c, replayed)
      return c.json(answer, 201)
    },
  )
