import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { NewReplay, ReplayBegun, ReplayFilter, ReplayPlan } from '../../../shared/domain/partner/replay.ts'
import { readReplayPlan, replaySelected } from '../../../shared/usecases/partners/replays.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const PartnerPath = z.object({ code: z.string().max(32) })

/** Retries of a partner's waiting work that a filter selects. */
export function replayRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/replays',
      tags: ['Partners'],
      summary: 'A dry run of a replay: how much waiting work a filter selects, and why it waits',
      request: { params: PartnerPath, query: ReplayFilter },
      responses: { 200: json(ReplayPlan, 'The plan'), ...refusals },
    }),
    async (c) => {
      const { code } = c.req.valid('param')
      return c.json(await readReplayPlan(deps, c.var.caller, code, c.req.valid('query')), 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/replays',
    tags: ['Partners'],
    summary: 'Retry the work that a filter selects, within a minute, if there is as much of it as the plan says',
    params: PartnerPath,
    body: NewReplay,
    answer: json(ReplayBegun, 'The work is due'),
    carryOut: ({ caller, request, params: { code }, body }) => replaySelected(deps, caller, request, code, body),
  })

  return routes
}
