import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { may, requireInAll } from '../../../shared/usecases/access/may.ts'
import { listIssues, reissue } from '../../../shared/usecases/issues/issues.ts'
import { readWholeReport } from '../../../shared/usecases/issues/reports.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { render } from '../layout/render.ts'
import { issueView, reissueView } from './issue-view.ts'
import { readPathIssue, readPathMonth } from './path-month.ts'

/** Issues of a month: what each changed, and issuing the month again. */
export function issueRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  routes.get('/months/:month/issues/:number', async (c) => {
    const { caller, speech } = c.var
    const report = await readWholeReport(deps, caller, readPathIssue(c))
    return render(
      c,
      issueView(speech, report, {
        pages: deps.pagesUrl,
        seesDeliveries: may(caller, 'recipients.manage'),
        done: c.req.query('done'),
      }),
    )
  })

  addFormPage(routes, deps, '/months/:month/reissue', z.strictObject({ cause: plainText(500) }), (c) => {
    const { caller, speech } = c.var
    const month = readPathMonth(c)
    requireInAll(deps, caller, 'issues.reissue')
    return {
      async show(form) {
        const issues = await listIssues(deps, caller, month)
        return reissueView(speech, form, { month, last: issues.at(-1) })
      },
      async act({ cause }, { request }) {
        const { answer } = await reissue(deps, caller, request, { month, cause })
        return `/months/${month}/issues/${answer.number}?done=issued`
      },
    }
  })

  return routes
}
