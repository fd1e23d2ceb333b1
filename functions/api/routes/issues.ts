import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { FigureChange } from '../../../shared/domain/figures/figure-change.ts'
import { Issue, IssueRecord } from '../../../shared/domain/report/issue.ts'
import { reportText } from '../../../shared/domain/values/text.ts'
import { wholeNumber } from '../../../shared/domain/values/whole-number.ts'
import { compareIssues, findIssue, listIssues, reissue } from '../../../shared/usecases/issues/issues.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MonthPath } from './months.ts'

const number = wholeNumber(1, 9999)
export const IssuePath = MonthPath.extend({ number })
const IssueList = z.object({ items: z.array(IssueRecord) }).meta({ id: 'IssueList' })
const ReissueRequest = z.strictObject({ cause: reportText(500) }).meta({ id: 'ReissueRequest' })
const Against = z.strictObject({ month: Month.optional().describe('Default: the same month'), number })
const Diff = z.object({ items: z.array(FigureChange) }).meta({ id: 'IssueDiff' })

export function issueRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/issues',
      tags: ['Issues'],
      summary: 'Every issue of the programme, with its hash and the hash of the issue before',
      responses: { 200: json(IssueList, 'Issues, sorted by month and number'), ...refusals },
    }),
    async (c) => c.json({ items: await listIssues(deps, c.var.caller) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/issues',
      tags: ['Issues'],
      summary: 'The issues of a month',
      request: { params: MonthPath },
      responses: { 200: json(IssueList, 'Issues, sorted by number'), ...refusals },
    }),
    async (c) => c.json({ items: await listIssues(deps, c.var.caller, c.req.valid('param').month) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/months/{month}/issues',
    tags: ['Issues'],
    summary:
      'Reissue a closed month, giving one cause. The new issue lists each changed figure with its old and new value.',
    params: MonthPath,
    body: ReissueRequest,
    answer: json(IssueRecord, 'Issued'),
    carryOut: ({ caller, request, params, body }) => reissue(deps, caller, request, { ...body, ...params }),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/issues/{number}',
      tags: ['Issues'],
      summary: 'One issue, as it was frozen',
      request: { params: IssuePath },
      responses: { 200: json(Issue, 'The issue, with its hash as the ETag'), ...refusals },
    }),
    async (c) => {
      const { issue, record } = await findIssue(deps, c.var.caller, c.req.valid('param'))
      c.header('ETag', `"${record.hash}"`)
      return c.json(issue, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/issues/{number}/differences',
      tags: ['Issues'],
      summary: 'Every figure in which an issue differs from another one',
      request: { params: IssuePath, query: Against },
      responses: { 200: json(Diff, 'From the other issue (old) to this one (new)'), ...refusals },
    }),
    async (c) => {
      const to = c.req.valid('param')
      const { month = to.month, number: other } = c.req.valid('query')
      return c.json({ items: await compareIssues(deps, c.var.caller, { month, number: other }, to) }, 200)
    },
  )

  return routes
}
