import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { may, mayInAll, requireInAll } from '../../../shared/usecases/access/may.ts'
import { closeFor } from '../../../shared/usecases/issues/close-months.ts'
import { listIssues } from '../../../shared/usecases/issues/issues.ts'
import { listObstaclesAndGaps } from '../../../shared/usecases/issues/obstacles.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import { listMonths, readClosingProgress, readMonth } from '../../../shared/usecases/ledger/months.ts'
import { recountFor } from '../../../shared/usecases/ledger/recount.ts'
import { repairCell } from '../../../shared/usecases/ledger/repair.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { render } from '../layout/render.ts'
import { closingView } from './closing-view.ts'
import { isToIssue, monthsView, monthView } from './months-view.ts'
import { readPathMonth } from './path-month.ts'
import { progressView } from './progress-view.ts'
import { repairView } from './repair-view.ts'

/** Months: what is still missing, closing and issuing, and recounts. */
export function monthRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps

  routes.get('/months', async (c) => {
    const { caller, wording } = c.var
    const months = await listMonths(deps, caller)
    const mayClose = mayInAll(deps, caller, 'months.close')
    return render(c, monthsView(wording, frame, { months, current: currentMonth(deps), mayClose }))
  })

  addFormPage(routes, deps, '/months/closings', z.strictObject({ through: Month }), (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'months.close')
    return {
      async show(form) {
        const months = await listMonths(deps, caller)
        const toClose = months.filter((each) => isToIssue(each) && each.month < currentMonth(deps))
        const [next] = toClose
        const gaps = next && (await listObstaclesAndGaps(deps, caller, next.month))
        return closingView(wording, frame, { form, months: toClose.map(({ month }) => month), gaps })
      },
      async act({ through }, { request }) {
        const { answer } = await closeFor(deps, caller, request, through)
        return `/months/${through}?done=${answer.held.includes(through) ? 'held' : 'closed'}`
      },
    }
  })

  routes.get('/months/closings/progress', async (c) => {
    const progress = await readClosingProgress(deps, c.var.caller)
    const { months, lastClosed } = progress
    return months.length === 0
      ? c.redirect(`/months/${lastClosed}`, 302)
      : render(c, progressView(c.var.wording, progress))
  })

  routes.get('/months/:month', async (c) => render(c, await monthPage(c)))

  addFormPage(routes, deps, '/months/:month/recount', z.strictObject({}), (c) => {
    requireInAll(deps, c.var.caller, 'ledger.recount')
    return {
      show: (form) => monthPage(c, form),
      async act() {
        const month = readPathMonth(c)
        await recountFor(deps, c.var.caller, month)
        return `/months/${month}?done=counted`
      },
    }
  })

  addFormPage(routes, deps, '/months/:month/repairs/:area', z.strictObject({ reason: plainText(500) }), (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'ledger.repair')
    const cell = { month: readPathMonth(c), area: c.req.param('area') ?? '' }
    if (!frame.areas.leaves.includes(cell.area)) throw notFound()
    return {
      show: (form) => repairView(wording, frame, cell, form),
      async act({ reason }, { request }) {
        await repairCell(deps, caller, request, { ...cell, reason })
        return `/months/${cell.month}?done=repaired`
      },
    }
  })

  async function monthPage(c: DeskContext, form: FormState = newForm()) {
    const { caller, wording } = c.var
    const month = readPathMonth(c)
    const seesObstacles = may(caller, 'obstacles.write')
    const seesIssues = mayInAll(deps, caller, 'figures.read')
    const [status, obstacles, issues] = await Promise.all([
      readMonth(deps, caller, month),
      seesObstacles ? listObstaclesAndGaps(deps, caller, month) : undefined,
      seesIssues ? listIssues(deps, caller, month) : [],
    ])
    return monthView(wording, frame, {
      ...{ form, status, obstacles, issues, done: c.req.query('done') },
      isOver: month < currentMonth(deps),
      rights: {
        close: mayInAll(deps, caller, 'months.close'),
        recount: mayInAll(deps, caller, 'ledger.recount'),
        reissue: mayInAll(deps, caller, 'issues.reissue'),
        repair: mayInAll(deps, caller, 'ledger.repair'),
      },
    })
  }

  return routes
}
