import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { DisputeDecision } from '../../../shared/domain/acts/dispute.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { decideDispute, listNamedDisputes, readDispute } from '../../../shared/usecases/members/disputes.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { render } from '../layout/render.ts'
import { disputesView, disputeView } from './disputes-view.ts'

const rows = 20
const Position = z.object({ part: z.int().min(0), after: z.string().optional() })

/** Disputes between two records over one NIK: shows both side by side, and takes the decision. */
export function disputeRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  routes.get('/disputes', async (c) => {
    const place = openPlace(deps, c, c.req.query('from'))
    const position = place === undefined ? undefined : Position.parse(JSON.parse(place))
    const page = await listNamedDisputes(deps, c.var.caller, { position, limit: rows })
    const next = page.next === undefined ? undefined : sealPlace(deps, c, JSON.stringify(page.next))
    return render(c, disputesView(c.var.wording, deps.frame, { disputes: page.items, next, done: c.req.query('done') }))
  })
  addFormPage(routes, deps, '/disputes/:id', DisputeDecision, async (c) => {
    const id = c.req.param('id') ?? ''
    const { dispute, claimant, holder } = await readDispute(deps, c.var.caller, id)
    const sides = { claimant: makeMemberView(claimant), holder: makeMemberView(holder) }
    return {
      show: (form) => disputeView(c.var.wording, deps.frame, form, dispute, sides),
      async act(decision, { request }) {
        await decideDispute(deps, c.var.caller, request, id, decision)
        return '/disputes?done=decided'
      },
    }
  })
  return routes
}
