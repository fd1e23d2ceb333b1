import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { listNamedCases } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskEnv } from '../desk-env.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { render } from '../layout/render.ts'
import { casesView } from './cases-view.ts'

const rows = 20

/** Lists the open requests of people about their own data, the most urgent first. */
export const caseRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>().get('/cases', async (c) => {
    const after = openPlace(deps, c, c.req.query('from'))
    const page = await listNamedCases(deps, c.var.caller, deps.frame.areas.root, { after, limit: rows })
    const next = page.last === undefined ? undefined : sealPlace(deps, c, page.last)
    return render(c, casesView(c.var.wording, deps.frame, { cases: page.items, next, now: deps.now() }))
  })
