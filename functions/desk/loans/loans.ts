import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { decideLoan, LoanDecision, replayLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import { listAhead, listParked, listReview, listTwins, readLoan } from '../../../shared/usecases/loans/list-loans.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readPathName } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import { aheadView, loanPageView, parkedView, reviewView, twinsView } from './loans-view.ts'

const loansPerPage = 25

/**
 * Loans as partners report them: those that wait for their members or for a decision, and those that two partners
 * report.
 */
export function loanRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const page = (c: DeskContext) => ({ after: openPlace(deps, c, c.req.query('from')), limit: loansPerPage })
  const onwards = (c: DeskContext, last: string | undefined) =>
    last === undefined ? undefined : sealPlace(deps, c, last)

  routes.get('/loans', async (c) => {
    const { items, last } = await listParked(deps, c.var.caller, page(c))
    return render(c, parkedView(c.var.speech, deps.frame, { items, next: onwards(c, last) }))
  })
  routes.get('/loans/review', async (c) => {
    const { items, last } = await listReview(deps, c.var.caller, page(c))
    return render(c, reviewView(c.var.speech, deps.frame, { items, next: onwards(c, last) }))
  })
  routes.get('/loans/ahead', async (c) => {
    const { items, last } = await listAhead(deps, c.var.caller, page(c))
    return render(c, aheadView(c.var.speech, deps.frame, { items, next: onwards(c, last) }))
  })
  routes.get('/loans/twins', async (c) => {
    const { items, last } = await listTwins(deps, c.var.caller, page(c))
    return render(c, twinsView(c.var.speech, deps.frame, { items, next: onwards(c, last) }))
  })

  async function show(c: DeskContext, form: FormState = newForm()) {
    const loan = await readLoan(deps, c.var.caller, readPathName(c, 'id'))
    return loanPageView(c.var.speech, deps.frame, { loan, form, done: c.req.query('done') })
  }
  routes.get('/loans/:id', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/loans/:id/decision', LoanDecision, (c) => {
    requireInAll(deps, c.var.caller, 'partners.write')
    return {
      show: (form) => show(c, form),
      async act(decision, { request }) {
        const id = readPathName(c, 'id')
        await decideLoan(deps, c.var.caller, request, id, decision)
        return `/loans/${id}?done=decided`
      },
    }
  })

  addFormPage(routes, deps, '/loans/:id/replay', z.strictObject({}), (c) => {
    requireInAll(deps, c.var.caller, 'partners.write')
    return {
      show: (form) => show(c, form),
      async act(_, { request }) {
        const id = readPathName(c, 'id')
        await replayLoan(deps, c.var.caller, request, id)
        return `/loans/${id}?done=looked`
      },
    }
  })

  return routes
}
