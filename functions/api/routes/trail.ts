import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Day } from '../../../shared/domain/calendar.ts'
import { TrailLine } from '../../../shared/domain/rights/trail.ts'
import { TrailDay } from '../../../shared/domain/rights/trail-seal.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { readTrailDay } from '../../../shared/usecases/trail/check-trail.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { MemberPath } from './members.ts'

const Trail = z.object({ items: z.array(TrailLine), next: z.string().optional() }).meta({ id: 'Trail' })
const Position = z.object({ entry: z.string().optional(), event: z.string().optional() })

const DayPath = z.strictObject({ day: Day })

export function trailRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/trail',
      tags: ['Members'],
      summary: 'Everything done to a member, in order of time: who did what, when and why',
      request: { params: MemberPath, query: PageQuery },
      responses: { 200: json(Trail, 'A page of the trail'), ...refusals },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const after = openCursor(deps, c, cursor, Position)
      const { items, last } = await readMemberTrail(deps, c.var.caller, c.req.valid('param').id, { after, limit })
      return c.json({ items, ...(last && { next: sealCursor(deps, c, last) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/trail-days/{day}',
      tags: ['Months'],
      summary: "One day of every member's trail, for an audit: what was sealed, and what is there now",
      request: { params: DayPath },
      responses: { 200: json(TrailDay, 'The day, as functions/pages/samples/verify.py checks it'), ...refusals },
    }),
    async (c) => c.json(await readTrailDay(deps, c.var.caller, c.req.valid('param').day), 200),
  )

  return routes
}
