import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { decideLoan, LoanDecision, replayLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import {
  listLoansAhead,
  listLoansUnderReview,
  listParkedLoans,
  listTwins,
  readLoan,
  readParkedLoan,
} from '../../../shared/usecases/loans/list-loans.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
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
  const sealNext = (c: DeskContext, last: string | undefined) =>
    last === undefined ? undefined : sealPlace(deps, c, last)

  routes.get('/loans', async (c) => {
    const [{ items, last }, namePartner] = await Promise.all([
      listParkedLoans(deps, c.var.caller, page(c)),
      findPartnerNames(deps),
    ])
    return render(c, parkedView(c.var.wording, deps.frame, { items, next: sealNext(c, last), namePartner }))
  })
  routes.get('/loans/review', async (c) => {
    const [{ items, last }, namePartner] = await Promise.all([
      listLoansUnderReview(deps, c.var.caller, page(c)),
      findPartnerNames(deps),
    ])
    return render(c, reviewView(c.var.wording, { items, next: sealNext(c, last), namePartner }))
  })
  routes.get('/loans/ahead', async (c) => {
    const [{ items, last }, namePartner] = await Promise.all([
      listLoansAhead(deps, c.var.caller, page(c)),
      findPartnerNames(deps),
    ])
    return render(c, aheadView(c.var.wording, deps.frame, { items, next: sealNext(c, last), namePartner }))
  })
  routes.get('/loans/twins', async (c) => {
    const [{ items, last }, namePartner] = await Promise.all([
      listTwins(deps, c.var.caller, page(c)),
      findPartnerNames(deps),
    ])
    return render(c, twinsView(c.var.wording, deps.frame, { items, next: sealNext(c, last), namePartner }))
  })

  async function show(c: DeskContext, form: FormState = newForm()) {
    const id = readPathName(c, 'id')
    const [loan, parked, namePartner] = await Promise.all([
      readLoan(deps, c.var.caller, id),
      readParkedLoan(deps, c.var.caller, id),
      findPartnerNames(deps),
    ])
    const names = { partnerName: namePartner(loan.partner), reported: parked?.member }
    return loanPageView(c.var.wording, deps.frame, { loan, ...names, form, done: c.req.query('done') })
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
