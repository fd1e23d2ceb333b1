import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { CaseKind, NewRightsCase } from '../../../shared/domain/acts/rights-case.ts'
import { findOwnMember, readOwnMember } from '../../../shared/usecases/members/self-service.ts'
import { listOwnCases, openOwnCase } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { newForm } from '../form/form-state.ts'
import { render } from '../layout/render.ts'
import { newRequestView, ownRequestsView } from './own-requests-view.ts'

/** People's requests about their own data: a list with states and deadlines, and a form for a new one. */
export function ownRequestRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  routes.get('/me/requests', async (c) => {
    if (!(await findOwnMember(deps, c.var.caller))) return c.redirect('/me')
    const cases = await listOwnCases(deps, c.var.caller)
    return render(c, ownRequestsView(c.var.wording, deps.frame.programme.zone, cases, c.req.query('done')))
  })

  addFormPage(routes, deps, '/me/requests/new', NewRightsCase, async (c) => {
    await readOwnMember(deps, c.var.caller)
    const kind = CaseKind.safeParse(c.req.query('kind'))
    return {
      start: newForm(kind.success ? [['kind', kind.data]] : []),
      show: (form) => newRequestView(c.var.wording, form),
      async act(input, { request }) {
        await openOwnCase(deps, c.var.caller, request, input)
        return '/me/requests?done=opened'
      },
    }
  })

  return routes
}
