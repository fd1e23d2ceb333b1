import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { Instant } from '../../../shared/domain/calendar.ts'
import { reportText } from '../../../shared/domain/values/text.ts'
import { may, requireInAll } from '../../../shared/usecases/access/may.ts'
import { listIssues, reissue } from '../../../shared/usecases/issues/issues.ts'
import { previewReissue } from '../../../shared/usecases/issues/preview-reissue.ts'
import { readWholeReport } from '../../../shared/usecases/issues/reports.ts'
import { listMonths } from '../../../shared/usecases/ledger/months.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { addressOf, readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { issueView, reissueView } from './issue-view.ts'
import { readPathIssue, readPathMonth } from './path-month.ts'
import { reissueProgressView } from './progress-view.ts'

/** The last issue and the instant when the form was made. */
const ProgressQuery = z.strictObject({ after: z.coerce.number().int().min(0).max(9999), since: Instant })

/** Issues of a month: what each changed, and issuing the month again. */
export function issueRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  routes.get('/months/:month/issues/:number', async (c) => {
    const { caller, wording } = c.var
    const report = await readWholeReport(deps, caller, readPathIssue(c))
    return render(
      c,
      issueView(wording, report, {
        pages: deps.pagesUrl,
        seesDeliveries: may(caller, 'recipients.manage'),
        done: c.req.query('done'),
      }),
    )
  })

  addFormPage(routes, deps, '/months/:month/reissue', z.strictObject({ cause: reportText(500) }), (c) => {
    const { caller, wording } = c.var
    const month = readPathMonth(c)
    requireInAll(deps, caller, 'issues.reissue')
    return {
      async show(form) {
        const issues = await listIssues(deps, caller, month)
        const last = issues.at(-1)
        const preview = await previewReissue(deps, caller, month)
        const query = { after: String(last?.number ?? 0), since: deps.now().toISOString() }
        return reissueView(wording, form, {
          month,
          last,
          preview,
          progress: addressOf(`/months/${month}/reissue/progress`, query),
        })
      },
      async act({ cause }, { request }) {
        const { answer } = await reissue(deps, caller, request, { month, cause })
        return `/months/${month}/issues/${answer.number}?done=issued`
      },
    }
  })

  routes.get('/months/:month/reissue/progress', async (c) => {
    const { caller, wording } = c.var
    const month = readPathMonth(c)
    requireInAll(deps, caller, 'issues.reissue')
    const query = readQuery(c, ProgressQuery)
    const [issues, all] = await Promise.all([listIssues(deps, caller, month), listMonths(deps, caller)])
    const number = issues.at(-1)?.number ?? 0
    if (number > query.after) return c.redirect(`/months/${month}/issues/${number}?done=issued`, 302)
    const months = all.filter((each) => each.month >= month)
    const recounted = months.filter(({ recount }) => recount !== undefined && recount.countedAt > query.since).length
    const here = addressOf(c.req.path, { after: String(query.after), since: query.since })
    const progress = { month, number: query.after + 1, months: months.length, recounted }
    return render(c, reissueProgressView(wording, here, progress))
  })

  return routes
}
