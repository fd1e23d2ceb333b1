import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { listUnverified } from '../../../shared/usecases/members/unverified-members.ts'
import type { DeskEnv } from '../desk-env.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { render } from '../layout/render.ts'
import { verificationsView } from './verifications-view.ts'

const rows = 25

/** Lists people who registered online and wait for somebody to verify their identity. */
export const verificationRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>().get('/verifications', async (c) => {
    const from = openPlace(deps, c, c.req.query('from'))
    const page = await listUnverified(deps, c.var.caller, { from, limit: rows })
    const next = page.next === undefined ? undefined : sealPlace(deps, c, page.next)
    return render(c, verificationsView(c.var.wording, deps.frame, { members: page.members.map(makeMemberView), next }))
  })
