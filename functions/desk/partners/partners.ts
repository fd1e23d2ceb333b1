import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Month, previousMonth } from '../../../shared/domain/calendar.ts'
import { AppError, invalid } from '../../../shared/domain/problems/app-error.ts'
import { ConflictClosing } from '../../../shared/domain/receipt/receipt.ts'
import { DayOrder } from '../../../shared/domain/tables/day-text.ts'
import { mayInAll, requireInAll } from '../../../shared/usecases/access/may.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import { findStatement, takeStatement } from '../../../shared/usecases/loans/statements.ts'
import { closeConflict, listConflicts } from '../../../shared/usecases/partners/conflicts.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import { listPartners, readPartner } from '../../../shared/usecases/partners/partners.ts'
import {
  listCalls,
  listParkedReceipts,
  listRefusedCalls,
  replayReceipt,
} from '../../../shared/usecases/partners/receipts.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readPathName } from '../layout/path-id.ts'
import { readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { callsView, conflictsView, parkedReceiptsView } from './partner-calls-view.ts'
import { partnerPage } from './partner-page.ts'
import { partnersView } from './partners-view.ts'
import { statementView } from './statement-view.ts'

const callsPerPage = 25
/** Each receipt takes a read, and each conflict two. */
const receiptsPerPage = 5
const conflictsPerPage = 2

const StatementForm = z.strictObject({ month: Month, dayOrder: DayOrder.optional() })

/** Partners: their calls, the calls that wait for a person, and their statements. */
export function partnerRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const readPartnerCode = (c: DeskContext) => readPathName(c, 'code')
  const readPosition = (c: DeskContext) => openPlace(deps, c, c.req.query('from'))
  const sealNext = (c: DeskContext, last: string | undefined) =>
    last === undefined ? undefined : sealPlace(deps, c, last)

  routes.get('/partners', async (c) => {
    const { caller, wording } = c.var
    const mayManage = mayInAll(deps, caller, 'partners.write')
    return render(c, partnersView(wording, await listPartners(deps, caller), mayManage))
  })

  routes.get('/partners/:code', async (c) => render(c, await partnerPage(deps, c)))

  routes.get('/partners/:code/calls', async (c) => {
    const code = readPartnerCode(c)
    const page = { after: readPosition(c), limit: callsPerPage }
    const [{ items, last }, refusedCalls, namePartner] = await Promise.all([
      listCalls(deps, c.var.caller, code, page),
      listRefusedCalls(deps, c.var.caller, code),
      findPartnerNames(deps),
    ])
    const name = namePartner(code)
    return render(
      c,
      callsView(c.var.wording, frame, { code, name, items, next: sealNext(c, last), refused: refusedCalls }),
    )
  })

  async function showReceipts(c: DeskContext, form: FormState = newForm()) {
    const code = readPartnerCode(c)
    const page = { after: readPosition(c), limit: receiptsPerPage }
    const [{ items, last }, namePartner] = await Promise.all([
      listParkedReceipts(deps, c.var.caller, code, page),
      findPartnerNames(deps),
    ])
    return parkedReceiptsView(c.var.wording, frame, {
      code,
      name: namePartner(code),
      items,
      next: sealNext(c, last),
      form,
      done: c.req.query('done'),
    })
  }
  routes.get('/partners/:code/receipts', async (c) => render(c, await showReceipts(c)))

  addFormPage(routes, deps, '/partners/:code/receipts/:id/replay', z.strictObject({}), (c) => ({
    show: (form) => showReceipts(c, form),
    async act(_, { request }) {
      const code = readPartnerCode(c)
      await replayReceipt(deps, c.var.caller, request, code, readPathName(c, 'id'))
      return `/partners/${code}/receipts?done=replayed`
    },
  }))

  async function showConflicts(c: DeskContext, form: FormState = newForm()) {
    const code = readPartnerCode(c)
    const page = { after: readPosition(c), limit: conflictsPerPage }
    const [{ items, last }, namePartner] = await Promise.all([
      listConflicts(deps, c.var.caller, code, page),
      findPartnerNames(deps),
    ])
    const shown = { code, name: namePartner(code), items, next: sealNext(c, last) }
    return conflictsView(c.var.wording, frame, { ...shown, form, done: c.req.query('done') })
  }
  routes.get('/partners/:code/conflicts', async (c) => render(c, await showConflicts(c)))

  addFormPage(routes, deps, '/partners/:code/conflicts/:id/closing', ConflictClosing, (c) => ({
    show: (form) => showConflicts(c, form),
    async act(closing, { request }) {
      const code = readPartnerCode(c)
      await closeConflict(deps, c.var.caller, request, { code, id: readPathName(c, 'id') }, closing)
      return `/partners/${code}/conflicts?done=decided`
    },
  }))

  addFormPage(routes, deps, '/partners/:code/statements', StatementForm, (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'partners.read')
    return {
      async show(form) {
        const { month = previousMonth(currentMonth(deps)) } = readQuery(c, z.object({ month: Month.optional() }))
        const partner = await readPartner(deps, caller, readPartnerCode(c))
        const statement = await findStatement(deps, caller, partner.code, month).catch((error: unknown) => {
          if (error instanceof AppError && error.kind === 'not_found') return undefined
          throw error
        })
        const shownForm =
          form.values.length === 0 ? { ...form, values: [['month', month] satisfies [string, string]] } : form
        return statementView(wording, frame, { partner, month, statement, form: shownForm, done: c.req.query('done') })
      },
      async act({ month, dayOrder }, { request, files }) {
        const file = files.get('file')
        if (!file) throw invalid('field_missing', {}, ['file'])
        const partner = readPartnerCode(c)
        await takeStatement(deps, caller, request, { partner, month, dayOrder, sheet: await file.bytes() })
        return `/partners/${partner}/statements?month=${month}&done=taken`
      },
    }
  })

  return routes
}
